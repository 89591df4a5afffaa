// One stage explained, from the rubric's words and its page in the library.

import { h, link } from "../dom.js";
import { counted } from "../words.js";
import { libraryAddress } from "./library_address.js";
import { noteAddress } from "./library_entry.js";
import { paragraphsShown } from "./paragraphs.js";

/** Return the paragraphs below a heading of a document, the first `most` of them. */
export function partOf(note, heading, most = Infinity) {
  const section = note.sections.find((one) => one.heading.at(-1) === heading);
  return section ? section.paragraphs.slice(0, most) : [];
}

/** Return how a document's brackets are shown on a page that lists no sources: each source as a link of its own. */
export function citing(note, words) {
  const sources = new Map(note.cites.map((one) => [one.id, one.title]));
  const linkOf = (id) => sources.has(id) && link(noteAddress(id), ["source", h("span", { class: "unseen" }, ` (${sources.get(id)})`)], { title: sources.get(id) });
  return { inference: words.statement_kinds.inference, linkOf };
}

/** Return a part of a document as it stands there, with its sources. */
export function told(note, words, heading, most = Infinity) {
  return paragraphsShown(partOf(note, heading, most), citing(note, words));
}

/** Return the section of a stage; `note` is its page in the library and `number` its place among the four, 0 for none. */
export function stageSection(stage, number, note, words) {
  const signs = words.indicators.filter((one) => one.stage === stage.id);
  const name = `${stage.name[0].toUpperCase()}${stage.name.slice(1)}`;
  return h(
    "section",
    { class: "stage", id: stage.id, "aria-labelledby": `${stage.id}-title` },
    h("h3", { id: `${stage.id}-title` }, number ? `${number}. ${name}` : name),
    h("p", {}, stage.mechanism),
    h("p", {}, h("strong", {}, "What helps: "), lowerFirst(stage.helps)),
    h("h4", {}, "How it differs from its neighbours"),
    told(note, words, "How to tell it from its neighbours"),
    folded(`Signs (${signs.length})`, h("ul", { class: "signs" }, signs.map((one) => h("li", {}, h("span", { class: "tag" }, one.code), " ", one.text)))),
    folded("What helps, in more words", told(note, words, "What helps")),
    folded(`What would be a mismatch (${counted(partOf(note, MISMATCH).length, "example")})`, told(note, words, MISMATCH)),
    further(stage, number, note, name),
  );
}

const MISMATCH = "What would be a mismatch now";

function folded(title, ...content) {
  return h("details", {}, h("summary", {}, title), content);
}

function further(stage, number, note, name) {
  const about = (kind, label) => h("li", {}, link(libraryAddress({ kind, stage: stage.id }), label));
  return h(
    "ul",
    { class: "further no-print", "aria-label": `More on ${name}` },
    h("li", {}, link(noteAddress(note.id), "The whole page, with its sources")),
    number ? [about("response card", "Responses, and how they fit here"), about("recovered service", "Services that have been here")] : null,
  );
}

function lowerFirst(text) {
  return text[0].toLowerCase() + text.slice(1);
}
