// What is known of a document besides its text: facts, standing, the original, what it cites and what cites it.

import { h, link, outsideLink } from "../dom.js";
import { counted, readableDate } from "../words.js";
import { foldable } from "./foldable.js";
import { noteAddress, shortStatus, subjects } from "./library_entry.js";

const LONG = 5;
const SHOWN = 10;

/** Return who published a document, when, and what it is; and the way to the original. */
export function facts(note, words) {
  const { stages, themes } = subjects(note, words);
  const rows = [
    ["Publisher", note.publisher],
    ["Date", readableDate(note.date)],
    ["Kind", words.document_kinds[note.kind] || note.kind],
    ["Status", words.document_statuses[note.status] || note.status_words],
    ["Stages", stages.join(", ")],
    ["Themes", themes.join(", ")],
  ].filter(([, value]) => value);
  const list = h("dl", { class: "facts" }, rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
  return foldable("About this document", {}, list, original(note));
}

function original(note) {
  if (!/^https?:\/\//i.test(note.url || "")) return null;
  const unchecked = note.url_checked ? null : h("span", { class: "quiet small block" }, "Nobody has checked that this address still works.");
  return h("p", {}, outsideLink(note.url, "Open the original"), unchecked);
}

/** Return whether something newer has replaced the document, what it replaced itself, and whether it is of an earlier time. */
export function standing(note, words, newer) {
  const told = [];
  if (newer) told.push(h("p", { class: "card warned" }, h("strong", {}, "Replaced."), " Read ", link(noteAddress(newer.id), newer.title), ` (${readableDate(newer.date)}) for what holds now.`));
  else if (note.status !== "current") told.push(h("p", {}, h("span", { class: "tag warn" }, note.status_words), ` ${reason(words.document_statuses[note.status])}`));
  if (note.supersedes.length) told.push(h("p", {}, "It replaced ", note.supersedes.map((one, at) => [at ? ", " : "", documentLink(one)]), "."));
  return told;
}

/** Return the reason in the words of a status: what follows the colon, as a sentence. */
function reason(words = "") {
  const [, after = ""] = words.split(": ");
  return after ? `${after[0].toUpperCase()}${after.slice(1)}.` : "";
}

/** Return the headings of a long document as links; nothing for a short one. */
export function contents(headings) {
  const upper = headings.filter((one) => one.level <= 2);
  if (upper.length < LONG) return null;
  const list = h("ul", {}, upper.map((one) => h("li", {}, link(`#${one.id}`, one.name))));
  return h("nav", { "aria-label": "In this document", class: "no-print" }, foldable("In this document", {}, list));
}

/** Return what a document cites, numbered as in its text, and what cites it. */
export function linksOf(note, words) {
  const cites = note.cites.length
    ? [h("h2", { id: "cites" }, "What it cites"), h("ol", { class: "sources" }, note.cites.map((one) => h("li", {}, documentLink(one), " ", whenAndStatus(one, words))))]
    : null;
  const by = note.cited_by.map((one) => h("li", {}, documentLink(one), " ", whenAndStatus(one, words)));
  const rest = by.length > SHOWN ? h("details", {}, h("summary", {}, `Show ${by.length - SHOWN} more`), h("ul", {}, by.slice(SHOWN))) : null;
  const citedBy = by.length ? [h("h2", { id: "cited-by" }, "What cites it"), h("p", { class: "quiet" }, `${counted(by.length, "document")} of the library.`), h("ul", {}, by.slice(0, SHOWN)), rest] : null;
  return [cites, citedBy];
}

function documentLink(one) {
  return link(noteAddress(one.id), one.title);
}

function whenAndStatus(one, words) {
  const status = one.status === "current" ? "" : `, ${shortStatus(one.status, words).toLowerCase()}`;
  return h("span", { class: "quiet small" }, `(${readableDate(one.date)}${status})`);
}
