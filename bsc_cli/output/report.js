"use strict";
// Filters the facts, and shows those of the sentence that the address names. Without this script,
// the page is complete: a sentence links to its facts, and a fact to its sentences.
const form = document.querySelector("form");
const facts = [...document.querySelectorAll(".fact")];
const groups = [...document.querySelectorAll(".group")];
const sentences = [...document.querySelectorAll(".article .sentence")];
const filters = [...form.querySelectorAll("select")];
const fields = [form.elements.words, ...filters];

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const listed = (element, name) => (element.getAttribute(name) ?? "").split(" ");
// The text of a fact without its evidence and the records that mention it.
const parts = (fact) => [...fact.querySelectorAll(":scope > :not(details), dl")];
const text = (fact) => folded(parts(fact).map((part) => part.textContent).join(" "));
const texts = new Map(facts.map((fact) => [fact, text(fact)]));

/** Return the fact or the group of facts that the address names, if it names one. */
function chosen() {
  return document.getElementById(location.hash.slice(1))?.closest(".group, .fact");
}

/** Show the facts that match the words, the filters and the chosen sentence. */
function show() {
  const at = chosen();
  const sentence = at?.matches(".group") ? at.dataset.sentence : undefined;
  const words = folded(form.elements.words.value).match(/"[^"]*"|\S+/g) ?? [];
  const phrases = words.map((word) => word.replaceAll('"', ""));
  const rests = (fact) => !sentence || listed(fact, "data-sentences").includes(sentence);
  const matches = (fact) =>
    filters.every(({ name, value }) => !value || listed(fact, `data-${name}`).includes(value)) &&
    phrases.every((phrase) => texts.get(fact).includes(phrase));
  const all = facts.filter(rests);
  const matching = all.filter(matches);
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
