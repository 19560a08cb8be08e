"use strict";
// Filters the facts, and shows those of the sentence that the address names. Without this script,
// the page is complete: a sentence links to its facts, and a fact to its sentences.
const form = document.querySelector("form");
const facts = [...document.querySelectorAll(".fact")];
const groups = [...document.querySelectorAll(".group")];
const sentences = [...document.querySelectorAll(".article .sentence")];
const filters = [...form.querySelectorAll("select")];
const fields = [form.elements.words, ...filters];

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const listed = (element, name) => (element.getAttribute(name) ?? "").split(" ");
// The text of a fact without its evidence and the records that mention it.
const parts = (fact) => [...fact.querySelectorAll(":scope > :not(details), dl")];
const text = (fact) => folded(parts(fact).map((part) => part.textContent).join(" "));
const texts = new Map(facts.map((fact) => [fact, text(fact)]));

const SCALES = [["k", "thousand"], ["m", "mn", "million"], ["bn", "billion"]];
const AMOUNT = String.raw`(\d[\d.,]*) ?(${SCALES.flat().join("|")})(?![\p{L}\d])`;
// The endings of plurals and verbs that are taken off a word, and those that are then allowed.
const ENDINGS = [
  [/(?<=\p{L}{3})(?:ing|ed)$/u, "(?:e?s|e?d|e|ing)?"],
  [/(?<=s|x|z|ch|sh)es$/u, "(?:es|ed|ing)?"],
  [/(?<=[^aeiou])(?:y|ies|ied)$/u, "(?:y|ies|ied|ying)"],
  [/(?<=\p{L}{3})e$/u, "(?:e['’]?s?|ed|ing)"],
  [/(?<=\p{L}{2}[^s])s$/u, "(?:['’]?s|ed|ing)?"],
  [/$/u, "(?:['’]?s|es|e?d|ing)?"],
];
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const starting = (source) => new RegExp(String.raw`(?<![\p{L}\p{N}]|\d[.,])${source}`, "gu");
const whole = (source) => starting(String.raw`${source}(?![\p{L}\p{N}]|[.,]\d)`);

/**
 * Return a pattern for what is searched: an amount, in whatever way its scale is written; a number
 * that is no part of another; a "phrase"; the beginning* of a word; or a word with its plural and
 * verb endings. A word that no fact has is taken for a beginning: it may still be typed.
 */
function pattern(item) {
  const [, number, scale] = item.match(new RegExp(`^(\\p{Sc}?)${AMOUNT}$`, "u"))?.slice(1) ?? [];
  if (number) {
    const names = SCALES.find((names) => names.includes(scale));
    return whole(`${escaped(number)} ?(?:${names.join("|")})`);
  }
  const words = item.replace(/"|\*$/g, "");
  if (item.endsWith("*")) return starting(escaped(words));
  if (/\d$/.test(words)) return whole(`${escaped(words)}(?! (?:${SCALES.flat().join("|")}))`);
  if (item !== words) return whole(escaped(words));
  const [ending, forms] = ENDINGS.find(([ending]) => ending.test(words));
  const word = whole(escaped(words.replace(ending, "")) + forms);
  return facts.some((fact) => matches(word, fact)) ? word : starting(escaped(words));
}

/** Return whether the text of a fact matches a pattern. */
const matches = (pattern, fact) => texts.get(fact).search(pattern) >= 0;

/** Return the patterns that a fact must match, and those that it must not match. */
function searched() {
  const joined = folded(form.elements.words.value).replace(new RegExp(AMOUNT, "gu"), "$1$2");
  const found = joined.match(/-?"[^"]+"?\*?|[^\s"]+/g) ?? [];
  const items = found.filter((item) => /[\p{L}\p{N}\p{S}%]/u.test(item));
  const excluded = items.filter((item) => item.startsWith("-"));
  const required = items.filter((item) => !excluded.includes(item));
  return [required.map(pattern), excluded.map((item) => pattern(item.slice(1)))];
}

const CAN_HIGHLIGHT = "highlights" in CSS;
// Checkers of HTML do not know this rule yet, so it is not in the style sheet.
if (CAN_HIGHLIGHT)
  document.styleSheets[0].insertRule(
    "::highlight(matched) { background: var(--matched); color: var(--ink); }",
  );

/** Highlight what matches the patterns in elements, in browsers that can. */
function highlight(patterns, elements) {
  if (!CAN_HIGHLIGHT) return;
  const matched = new Highlight();
  for (const element of patterns.length ? elements : []) {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      const text = folded(node.data);
      if (text.length !== node.data.length) continue;
      for (const { index, 0: words } of patterns.flatMap((one) => [...text.matchAll(one)])) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + words.length);
        matched.add(range);
      }
    }
  }
  CSS.highlights.set("matched", matched);
}

/** Return the fact or the group of facts that the address names, if it names one. */
function chosen() {
  return document.getElementById(location.hash.slice(1))?.closest(".group, .fact");
}

/** Show the facts that match the words, the filters and the chosen sentence. */
function show() {
  const at = chosen();
  const sentence = at?.matches(".group") ? at.dataset.sentence : undefined;
  const [required, excluded] = searched();
  const rests = (fact) => !sentence || listed(fact, "data-sentences").includes(sentence);
  const isWanted = (fact) =>
    filters.every(({ name, value }) => !value || listed(fact, `data-${name}`).includes(value)) &&
    required.every((pattern) => matches(pattern, fact)) &&
    !excluded.some((pattern) => matches(pattern, fact));
  const all = facts.filter(rests);
  const matching = all.filter(isWanted);
  const shown = new Set(matching);
  for (const fact of facts) fact.hidden = !shown.has(fact) && fact !== at;
  for (const group of groups) {
    group.hidden = !group.querySelector(".fact:not([hidden])");
    group.classList.toggle("chosen", group === at);
  }
  const numbers = new Set(matching.flatMap((fact) => listed(fact, "data-sentences")));
  const own = at?.matches(".fact") ? listed(at, "data-sentences") : [sentence];
  for (const element of sentences) {
    const number = element.dataset.sentence;
    const isOut = sentence ? number !== sentence : !numbers.has(number);
    element.classList.toggle("unmatched", matching.length < facts.length && isOut);
    element.classList.toggle("chosen", own.includes(number));
  }
  const of = sentence ? ` on sentence ${sentence}` : "";
  form.querySelector("output").textContent = `${matching.length} of ${all.length} facts${of}`;
  highlight(required, [...sentences, ...matching.flatMap(parts)]);
  measure();
}

/** Show what the address names: a sentence's facts, or a fact with its details. */
function follow() {
  show();
  const at = chosen();
  if (at?.matches(".fact")) {
    at.querySelector("details").open = true;
    document.querySelector(".article .chosen")?.scrollIntoView({ block: "nearest" });
  }
  (at?.matches(".group") ? at.closest(".facts") : at)?.scrollIntoView();
}

/** Keep the filters in the address, so that it leads to what is shown. */
function remember() {
  const given = new URLSearchParams();
  for (const { name, value } of fields) if (value) given.set(name, value);
  history.replaceState(null, "", `?${given}${location.hash}`);
  show();
}

/** Keep the whole form, or on a narrow page its last line, at the top; nothing scrolls below it. */
function measure() {
  const last = form.lastElementChild.offsetHeight + 16;
  const isTall = form.offsetHeight > innerHeight / 4;
  const style = document.documentElement.style;
  style.setProperty("--top", isTall ? `${last - form.offsetHeight}px` : "0px");
  style.setProperty("--form", `${isTall ? last : form.offsetHeight}px`);
}

const given = new URLSearchParams(location.search);
for (const field of fields) field.value = given.get(field.name) ?? "";
addEventListener("resize", measure);
addEventListener("hashchange", follow);
form.addEventListener("input", remember);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("button").addEventListener("click", () => {
  for (const field of fields) field.value = "";
  location.hash = "FACTS";
  remember();
});
form.hidden = false;
follow();
