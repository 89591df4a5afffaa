// One document in the list of the library.

import { h, link } from "../dom.js";
import { readableDate } from "../words.js";
import { excerpt } from "./emphasis.js";
import { withoutPlaces } from "./places.js";

/** Return the address of a document, with the passage to show in it where one is given. */
export function noteAddress(id, passage = null) {
  const at = passage ? `?${new URLSearchParams({ chunk: passage.chunk_id })}` : "";
  return `/library/${encodeURIComponent(id)}${at}`;
}

/** Return a status in a word or two, without its reason. */
export function shortStatus(status, words) {
  return (words.document_statuses[status] || status).split(":")[0];
}

/** Return the item of a document; `newer` is the title of what replaced it, `question` what was looked for. */
export function entryShown(entry, words, question, newer) {
  const facts = [entry.publisher, readableDate(entry.date), words.document_kinds[entry.kind] || entry.kind];
  return h(
    "li",
    { class: "entry" },
    h("h3", {}, link(noteAddress(entry.id, entry.passage), entry.title)),
    h("p", { class: "quiet small" }, facts.filter(Boolean).join(" · ")),
    statusShown(entry, words, newer),
    entry.passage ? passageShown(entry.passage, question) : h("p", {}, withoutPlaces(entry.summary)),
    subjectsShown(entry, words),
  );
}

function statusShown(entry, words, newer) {
  if (entry.status === "current") return null;
  const replaced = entry.superseded_by ? ["Replaced by ", link(noteAddress(entry.superseded_by), newer || "a newer document"), "."] : null;
  return h("p", {}, h("span", { class: "tag warn" }, entry.status_words), " ", replaced);
}

function passageShown(passage, question) {
  const heading = passage.heading.at(-1);
  return h("blockquote", { class: "found" }, heading ? h("p", { class: "quiet small" }, heading) : null, h("p", {}, excerpt(passage.text, question)));
}

/** Return what a document is about: {stages, themes}, in words. One that speaks of every stage says so in one. */
export function subjects(entry, words) {
  const difficulties = words.stages.filter((stage) => stage.id !== "steady").map((stage) => stage.id);
  const every = difficulties.every((id) => entry.stages.includes(id));
  return { stages: every ? ["every stage"] : entry.stages.map((id) => words.outcomes[id]), themes: entry.themes.map((id) => words.themes[id]) };
}

function subjectsShown(entry, words) {
  const { stages, themes } = subjects(entry, words);
  if (!stages.length && !themes.length) return null;
  const tag = (kind) => (name) => h("li", { class: `subject ${kind}` }, name);
  return h("ul", { class: "subjects", "aria-label": "Stages and themes" }, stages.map(tag("of-stage")), themes.map(tag("of-theme")));
}
