"use strict";
// Filters the facts, and shows those of the sentence that the address names. Without this script,
// the page is complete: a sentence links to its facts, and a fact to its sentences.
const form = document.querySelector("form");
const facts = [...document.querySelectorAll(".fact")];
const groups = [...document.querySelectorAll(".group")];
const sentences = [...document.querySelectorAll(".article .sentence")];
const filters = [...form.querySelectorAll("select")];

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const listed = (element, name) => (element.getAttribute(name) ?? "").split(" ");
// The text of a fact without its evidence and the records that mention it.
const parts = (fact) => [...fact.querySelectorAll(":scope > :not(details), dl")];
const text = (fact) => folded(parts(fact).map((part) => part.textContent).join(" "));
const texts = new Map(facts.map((fact) => [fact, text(fact)]));

const target = () => document.getElementById(location.hash.slice(1));

function show() {
  const chosen = target()?.closest(".group, .fact");
  const sentence = chosen?.matches(".group") ? chosen.dataset.sentence : undefined;
  const words = folded(form.elements.words.value).split(/\s+/);
  const matches = (fact) =>
    (!sentence || listed(fact, "data-sentences").includes(sentence)) &&
    filters.every(({ name, value }) => !value || listed(fact, `data-${name}`).includes(value)) &&
    words.every((word) => texts.get(fact).includes(word));
  const matching = new Set();
  let count = 0;
  for (const fact of facts) {
    fact.hidden = !matches(fact);
    if (!fact.hidden) {
      count += 1;
      listed(fact, "data-sentences").forEach((number) => matching.add(number));
    }
  }
  for (const group of groups) {
    group.hidden = !group.querySelector(".fact:not([hidden])");
    group.classList.toggle("chosen", group === chosen);
  }
  for (const element of sentences) {
    const number = element.dataset.sentence;
    element.classList.toggle("unmatched", count < facts.length && !matching.has(number));
    element.classList.toggle("chosen", number === sentence);
  }
  const of = sentence ? `, on sentence ${sentence}` : "";
  form.querySelector("output").textContent = `${count} of ${facts.length} facts${of}`;
  measure();
}

function follow() {
  show();
  const fact = target()?.closest(".fact");
  if (fact?.hidden) {
    form.reset();
    show();
  }
  if (fact) {
    fact.querySelector("details").open = true;
    const numbers = listed(fact, "data-sentences");
    for (const element of sentences) {
      element.classList.toggle("chosen", numbers.includes(element.dataset.sentence));
    }
    document.querySelector(".article .chosen")?.scrollIntoView({ block: "nearest" });
  }
  const group = target()?.closest(".group");
  (fact ?? group?.closest(".facts") ?? target())?.scrollIntoView();
}

// The filters stay at the top of a wide page: nothing may scroll below them.
function measure() {
  const height = getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
  document.documentElement.style.setProperty("--form", `${height}px`);
}

addEventListener("resize", measure);
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("button").addEventListener("click", () => {
  form.reset();
  show();
  location.hash = "FACTS";
});
addEventListener("hashchange", follow);
form.hidden = false;
follow();
