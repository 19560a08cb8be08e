// Prints which parts of pages text fragments select, as found by text-fragments-polyfill.
//
// The argument is the folder of npm's packages. Standard input is a JSON array of pages, each with
// its blocks and a URL's fragment. Printed is an array with, for each page and each text directive,
// the offset of the text that is selected first, and this text; or null.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , modules] = process.argv;
const { JSDOM } = createRequire(`${modules}/`)("jsdom");
const { window } = new JSDOM("<!doctype html><html lang=en><body></body></html>");
const { document } = window;
for (const name of ["document", "Node", "NodeFilter", "HTMLElement", "Range"]) {
  globalThis[name] = window[name];
}
globalThis.window = window;
const file = `${modules}/text-fragments-polyfill/src/text-fragment-utils.js`;
const polyfill = await import(pathToFileURL(file));

function place(range) {
  if (!range) return null;
  const before = new Range();
  before.setStart(document.body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return [before.toString().length, range.toString()];
}

function selected([blocks, hash]) {
  document.body.replaceChildren(
    ...blocks.map((text) => {
      const block = document.createElement("p");
      block.textContent = text;
      return block;
    }),
  );
  const { text } = polyfill.parseFragmentDirectives(polyfill.getFragmentDirectives(hash));
  return text.map((directive) => place(polyfill.processTextFragmentDirective(directive)[0]));
}

const pages = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(pages.map(selected)));
