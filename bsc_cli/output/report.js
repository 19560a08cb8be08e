"use strict";
// Searches and filters the facts, and shows those of the sentence that the address names. Without
// this script, the page is complete: a sentence links to its facts, and a fact to its sentences.
const main = document.querySelector("main");
const form = document.querySelector("form");
const facts = [...document.querySelectorAll(".fact")];
const groups = [...document.querySelectorAll(".group")];
const others = [...document.querySelectorAll(".also")];
const sentences = [...document.querySelectorAll(".article .sentence")];
const filters = [...form.querySelectorAll("select")];
const fields = [form.elements.words, ...filters];

// What to do if no fact matches, in the place of the facts.
const hints = [...document.querySelectorAll(".facts")].map((column) => {
  const hint = document.createElement("p");
  hint.textContent = "Nothing to show: use fewer words or filters, or select 'Show all'.";
  column.firstElementChild.after(hint);
  return hint;
});

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const listed = (element, name) => (element.getAttribute(name) ?? "").split(" ");
// The text of a fact without its evidence, the titles of the facts that it names, and the facts
// that mention it with their caveats: what `bsc search` searches.
const PARTS = ":scope > :not(details), dt, dd:not(:has(a, .id)), dd :is(a, .id)";
const parts = (fact) => [...fact.querySelectorAll(PARTS)];
const text = (fact) => folded(parts(fact).map((part) => part.textContent).join(" "));
const texts = new Map(facts.map((fact) => [fact, text(fact)]));

const SCALES = [[1e3, "k|thousand"], [1e6, "m|mn|million"], [1e9, "bn|billion"]];
const SCALE = String.raw`(${SCALES.map(([, names]) => names).join("|")})(?![\p{L}\d])`;
const NUMBER = String.raw`(?<![\d.,])(\d[\d,]*(?:\.\d+)?)`;
const AMOUNT = new RegExp(String.raw`^(\p{Sc}?)${NUMBER}(?: ?${SCALE})?(%?)$`, "u");
const PER_CENT = String.raw`\s?(?:%|per\s?cent(?!\p{L}))`;
// The endings of plurals and verbs that are taken off a word, and those that are then allowed.
const ENDINGS = [
  [/(?<=\p{L}{3})(?:ing|ed)$/u, "(?:e?s|e?d|e|ing)?"],
  [/(?<=s|x|z|ch|sh)es$/u, "(?:es?|ed|ing)?"],
  [/(?<=[^aeiou])(?:y|ies|ied)$/u, "(?:y|ies|ied|ying)"],
  [/(?<=\p{L}{3})e$/u, "(?:e['’]?s?|ed|ing)"],
  [/(?<=\p{L}{2}[^s])s$/u, "(?:['’]?s|ed|ing)?"],
  [/$/u, "(?:['’]?s|es|e?d|ing)?"],
];
// The words of an id have hyphens between them.
const escaped = (text) =>
  text
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/(?<=[^\s-])[\s-]+(?=[^\s-])/g, String.raw`[\s-]+`)
    .replaceAll("%", PER_CENT);
// A number may have commas between its digits.
const digits = (text) => escaped(text.replaceAll(",", "")).replace(/\d(?=\d)/g, "$&,?");
const starting = (source) => new RegExp(String.raw`(?<![\p{L}\p{N}]|\d[.,])${source}`, "gu");
const whole = (source) => starting(String.raw`${source}(?![\p{L}\p{N}]|[.,]\d)`);

/** Return the pattern of an amount in digits alone or with any scale: 75,000,000 and 75m. */
function amount(currency, number, scale, percent) {
  const named = SCALES.find(([, names]) => names.split("|").includes(scale));
  const value = Number(number.replaceAll(",", "")) * (named?.[0] ?? 1);
  const forms = [[1, ""], ...SCALES].map(([factor, names]) => {
    const written = String(Number((value / factor).toPrecision(15)));
    const zeros = written.includes(".") ? "0*" : String.raw`(?:\.0+)?`;
    return digits(written) + zeros + (names ? ` ?(?:${names})` : `(?! ${SCALE})`);
  });
  if (!scale) forms.push(`${digits(number)}(?! ${SCALE})`); // as 007, or with very many digits
  return whole(`${escaped(currency)}(?:${forms.join("|")})${escaped(percent)}`);
}

/**
 * Return the pattern of an item of a search: an amount, written in any way; a symbol; a "phrase";
 * the beginning* of a word; or a word with its plural and verb endings. A required word that no
 * fact has counts as a beginning: somebody may be typing.
 */
function pattern(written, isRequired = true) {
  const item = folded(written);
  const parts = item.match(AMOUNT);
  if (parts) return amount(...parts.slice(1));
  const words = item.replace(/"|\*$/g, "");
  if (!/[\p{L}\p{N}]/u.test(words)) return new RegExp(escaped(words), "gu");
  if (item.endsWith("*")) return starting(escaped(words));
  if (/\d$/.test(words)) return whole(`${digits(words)}(?! ${SCALE})`);
  if (item !== words) return whole(escaped(words));
  const [ending, forms] = ENDINGS.find(([ending]) => ending.test(words));
  const word = whole(escaped(words.replace(ending, "")) + forms);
  const isKnown = !isRequired || facts.some((fact) => matches(word, fact));
  return isKnown ? word : starting(escaped(words));
}

/** Return whether the text of a fact matches a pattern. */
const matches = (pattern, fact) => texts.get(fact).search(pattern) >= 0;

/** Return whether the OR at a position joins the two items beside it. */
const joins = (items, at) =>
  [items[at - 1], items[at + 1]].every((item) => item && item !== "OR" && !item.startsWith("-"));
const ITEM = new RegExp(String.raw`-?"[^"]+"?\*?|-?\p{Sc}?${NUMBER} ?${SCALE}|[^\s"]+`, "giu");

/**
 * Return groups of patterns, one of which a fact must match in each group, and the patterns that
 * it must not match.
 */
function searched() {
  const written = form.elements.words.value
    .replace(/[“”]/g, '"')
    .replace(/\bper\s?cent\b(?!\*)/gi, "%")
    .replace(/(?<=\d)\s+%/g, "%");
  const found = written.match(ITEM) ?? [];
  const items = found.filter((item) => /[\p{L}\p{N}\p{S}%]/u.test(item));
  const required = [];
  const excluded = [];
  items.forEach((item, at) => {
    if (item.startsWith("-")) excluded.push(pattern(item.slice(1), false));
    else if (item === "OR" && joins(items, at)) return;
    else if (items[at - 1] === "OR" && joins(items, at - 1)) required.at(-1).push(pattern(item));
    else required.push([pattern(item)]);
  });
  return [required, excluded];
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
        // A live Range would make each move of a fact slow.
        matched.add(
          new StaticRange({
            startContainer: node,
            startOffset: index,
            endContainer: node,
            endOffset: index + words.length,
          }),
        );
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
    required.every((group) => group.some((pattern) => matches(pattern, fact))) &&
    !excluded.some((pattern) => matches(pattern, fact));
  const all = facts.filter(rests);
  const matching = all.filter(isWanted);
  const shown = new Set(matching);
  for (const fact of facts) fact.hidden = !shown.has(fact) && fact !== at;
  gather(matching, sentence && at);
  for (const group of groups) group.hidden = !group.querySelector(".fact:not([hidden])");
  for (const element of [...groups, ...facts]) element.classList.toggle("chosen", element === at);
  const numbers = new Set(matching.flatMap((fact) => listed(fact, "data-sentences")));
  const named = location.hash.match(/^#S(\d+)$/)?.[1];
  const own = at?.matches(".fact") ? listed(at, "data-sentences") : [sentence ?? named];
  const isFiltered = matching.length < facts.length;
  for (const element of sentences) {
    const number = element.dataset.sentence;
    const isOut = sentence ? number !== sentence : !numbers.has(number);
    element.classList.toggle("unmatched", isFiltered && isOut);
    element.classList.toggle("chosen", own.includes(number));
  }
  main.classList.toggle("filtered", isFiltered && !sentence && !named);
  for (const list of others) list.hidden = isFiltered || Boolean(sentence);
  const isEmpty = facts.every((fact) => fact.hidden);
  for (const hint of hints) hint.hidden = !isEmpty;
  form.querySelector("output").textContent = outcome(matching, all, sentence, at);
  highlight(required.flat(), [...sentences, ...matching.flatMap(parts)]);
  measure();
}

/** Return how many facts are shown, and of how many. */
function outcome(matching, all, sentence, at) {
  const on = sentence ? ` on sentence ${sentence}` : "";
  const linked = facts.includes(at) && !matching.includes(at) ? "; the linked one is shown" : "";
  if (!matching.length) return `No fact${on} matches${linked}`;
  return `${matching.length} of ${all.length} fact${all.length === 1 ? "" : "s"}${on}${linked}`;
}

// The facts that are away from their groups, each with a mark at its place there.
const gathered = [];
/** Put the facts that match under the heading of a chosen sentence; put others back. */
function gather(matching, group) {
  for (const [fact, place] of gathered.splice(0)) place.replaceWith(fact);
  if (!group) return;
  const order = main.dataset.kinds.split(" ");
  const rank = (fact) => order.indexOf(fact.dataset.kind);
  const list = group.querySelector("ul");
  for (const fact of matching.toSorted((one, other) => rank(one) - rank(other))) {
    const place = document.createComment("");
    fact.replaceWith(place);
    gathered.push([fact, place]);
    list.append(fact);
  }
}

/** Scroll each article, and not the page, to the first sentence that matches if none is in view. */
function reveal() {
  for (const article of document.querySelectorAll(".article")) {
    const { top, bottom } = article.getBoundingClientRect();
    const places = [...article.querySelectorAll(".sentence:is(.chosen, :not(.unmatched))")].map(
      (sentence) => sentence.getBoundingClientRect(),
    );
    const isInView = (place) => place.bottom > top && place.top < Math.min(bottom, innerHeight);
    if (places.length && !places.some(isInView))
      article.scrollTop += places[0].top - top - article.clientHeight / 4;
  }
}

/** Show what the address names, such as a sentence's facts, or a fact with its details. */
function follow() {
  show();
  const at = chosen();
  if (at?.matches(".fact")) {
    at.lastElementChild.open = true;
    document.querySelector(".article .chosen")?.scrollIntoView({ block: "nearest" });
  }
  const named = document.getElementById(location.hash.slice(1));
  const target = at?.matches(".group") ? at.closest(".facts") : named;
  const top = target?.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 2) target.scrollIntoView();
}

/** Show the facts of a sentence that is selected; the article stays where it is. */
function select(event) {
  const link = event.target.closest("a.sentence");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.hash !== location.hash) history.pushState(null, "", link.hash);
  follow();
  chosen().querySelector("a").focus({ preventScroll: true });
}

/** Return what a link of a fact leads to. */
const linked = (link) => document.getElementById(link.hash.slice(1));

/** Show what a link of a fact leads to in a tooltip. */
function explain({ target }) {
  if (!target.matches(".fact a")) return;
  target.title = (linked(target).querySelector("p") ?? linked(target)).textContent;
}

/** Print the folded caveats of hidden facts in full, because those facts are not printed. */
function unfold() {
  for (const item of document.querySelectorAll(".related li"))
    item.classList.toggle("unfolded", linked(item.querySelector("a")).hidden);
}

/** Show all facts. */
function clear() {
  history.pushState(null, "", "?#FACTS");
  restore();
}

/** Keep the filters in the address, so that it leads to what is shown. */
function remember() {
  const given = new URLSearchParams();
  for (const { name, value } of fields) if (value) given.set(name, value);
  history.replaceState(null, "", `?${given}${location.hash}`);
  show();
  reveal();
}

/** Keep the whole form, or on a narrow page its last line, at the top; nothing scrolls below it. */
function measure() {
  const last = form.lastElementChild.offsetHeight + 16;
  const isTall = form.offsetHeight > innerHeight / 4;
  const style = document.documentElement.style;
  style.setProperty("--top", isTall ? `${last - form.offsetHeight}px` : "0px");
  style.setProperty("--form", `${isTall ? last : form.offsetHeight}px`);
}

/** Take the filters from the address, and show what it names. */
function restore() {
  const given = new URLSearchParams(location.search);
  for (const field of fields) field.value = given.get(field.name) ?? "";
  follow();
  reveal();
}

addEventListener("resize", measure);
addEventListener("popstate", restore);
form.addEventListener("input", remember);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("button").addEventListener("click", clear);
addEventListener("click", select);
addEventListener("mouseover", explain);
addEventListener("beforeprint", unfold);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (chosen() || fields.some(({ value }) => value))) clear();
});
form.hidden = false;
main.classList.add("scripted");
restore();
