// An answer as elements: safety first, then what kind of answer it is, its sections, what to note, and its sources.

import { h, keeping } from "../dom.js";
import { readableDate } from "../words.js";

const QUOTED = /“[^“”]*”/g;
const LABEL = /^([A-Z][^:.“]{1,24}:) (.*)$/s;

/**
 * Show an answer in `place`, keeping what is there already as it grows: only sections that changed are made anew.
 * `onCite(citation, button)` opens a source, `onFlag(path, statement, button)` takes feedback on a sentence.
 */
export function showAnswer(place, answer, words, { onCite, onFlag }) {
  const context = { words, onCite, onFlag, sources: new Map(answer.citations.map((one) => [one.n, one])) };
  const blocks = [safety(answer, context), statusLine(answer, words), ...ordinary(answer, context), notes(answer), sources(answer, context)];
  keeping(place, () => keep(place, blocks.filter(Boolean)));
}

function keep(place, blocks) {
  blocks.forEach(([key, make], at) => {
    const there = place.children[at];
    if (there && there.dataset.key === key) return;
    const block = make();
    block.dataset.key = key;
    if (there) there.replaceWith(block);
    else place.append(block);
  });
  while (place.children.length > blocks.length) place.lastElementChild.remove();
}

const keyed = (name, data, make) => [name + JSON.stringify(data), make];

function safety(answer, context) {
  const said = numbered(answer).flatMap(({ statements }) => statements.filter((one) => one.statement.kind === "safety"));
  if (said.length === 0) return null;
  return keyed("safety", said, () =>
    h(
      "section",
      { class: "safety" },
      h("h3", {}, "Safety first"),
      said.map(({ statement }) => h("p", {}, statement.text, cites(statement, context))),
    ),
  );
}

/** The sections with their statements and the path of each ("2.1"), by which feedback names it. */
function numbered(answer) {
  return answer.sections.map((section, s) => ({
    title: section.title,
    statements: section.statements.map((statement, t) => ({ statement, path: `${s + 1}.${t + 1}` })),
  }));
}

function statusLine(answer, words) {
  const text = statusText(answer, words);
  if (!text) return null;
  return keyed("status", [answer.status, text], () => h("p", { class: `status-line status-${answer.status}` }, text));
}

/** Return the sentence that says what kind of answer this is; empty where its sections say so themselves. */
export function statusText(answer, words) {
  if (answer.status === "answered") return words.completeness[answer.completeness] || "";
  const saysItself =
    answer.status === "emergency"
      ? answer.sections.some((section) => section.statements.some((one) => one.kind === "safety" && one.text.includes("999")))
      : answer.sections.length > 0;
  return saysItself ? "" : words.status_messages[answer.status];
}

function ordinary(answer, context) {
  return numbered(answer)
    .map(({ title, statements }) => ({ title, statements: statements.filter((one) => one.statement.kind !== "safety") }))
    .filter(({ statements }) => statements.length > 0)
    .map((section) =>
      keyed("section", [section, citationsOf(section, context)], () =>
        h("section", {}, h("h3", {}, section.title), listed(section.statements, context)),
      ),
    );
}

function citationsOf(section, { sources }) {
  return section.statements.flatMap(({ statement }) => statement.citations.map((n) => sources.has(n)));
}

/** One statement as a paragraph, several as a list: numbered when they have parts, as actions do. */
function listed(statements, context) {
  if (statements.length === 1) return one(statements[0], "p", context);
  const tag = statements.every(({ statement }) => statement.text.includes("\n")) ? "ol" : "ul";
  return h(tag, {}, statements.map((each) => one(each, "li", context)));
}

function one({ statement, path }, tag, context) {
  const label = context.words.statement_kinds[statement.kind];
  return h(
    tag,
    { class: `statement ${statement.kind}`, dataset: { path } },
    statement.kind === "own_words" ? ownWords(statement.text) : lines(statement.text),
    cites(statement, context),
    label && LABELLED.has(statement.kind) ? h("span", { class: "kind" }, ` (${label})`) : null,
    context.onFlag ? flag(statement, path, context) : null,
  );
}

const LABELLED = new Set(["inference", "written", "written_inference"]);

function flag(statement, path, { onFlag }) {
  const label = h("span", { class: "unseen" }, `Comment on: ${statement.text.slice(0, 60)}`);
  const button = h("button", { type: "button", class: "flag plain small" }, h("span", { "aria-hidden": "true" }, "Comment"), label);
  button.addEventListener("click", () => onFlag(path, statement, button));
  return button;
}

/** Mark what the user wrote: the words in quotation marks. */
function ownWords(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(QUOTED)) {
    parts.push(text.slice(from, match.index), h("q", { class: "own-words" }, match[0].slice(1, -1)));
    from = match.index + match[0].length;
  }
  return from === 0 ? [h("q", { class: "own-words" }, text)] : [...parts, text.slice(from)];
}

function lines(text) {
  const [first, ...rest] = text.split("\n");
  if (rest.length === 0) return [first];
  return [h("b", {}, first), rest.map((line) => [h("br"), labelled(line)])];
}

function labelled(line) {
  const match = LABEL.exec(line);
  return match ? [h("b", {}, match[1]), ` ${match[2]}`] : line;
}

/** Return a button for each source of a statement: `sources` are the citations by number, `onCite(citation, button)` opens one. */
export function cites(statement, { sources, onCite }) {
  return statement.citations.filter((n) => sources.has(n)).map((n) => [" ", citeButton(sources.get(n), onCite)]);
}

function citeButton(citation, onCite) {
  const label = `Open source ${citation.n}: ${citation.title}`;
  const button = h("button", { type: "button", class: "cite", "aria-label": label, dataset: { n: citation.n } }, String(citation.n));
  button.addEventListener("click", () => onCite(citation, button));
  return button;
}

function notes(answer) {
  if (answer.warnings.length === 0) return null;
  return keyed("notes", answer.warnings, () =>
    h("section", { class: "notes" }, h("h3", {}, "Please note"), h("ul", {}, answer.warnings.map((text) => h("li", {}, text)))),
  );
}

/** One item for a document, however many of its passages are cited: an answer may rest on thirty passages of ten documents. */
function sources(answer, context) {
  if (answer.citations.length === 0) return null;
  const documents = new Map();
  for (const citation of answer.citations) documents.set(citation.document_id, [...(documents.get(citation.document_id) || []), citation]);
  return keyed("sources", answer.citations, () =>
    h(
      "details",
      { class: "answer-sources" },
      h("summary", {}, `Sources (${documents.size})`),
      h("ul", {}, [...documents.values()].map((citations) => source(citations, context))),
    ),
  );
}

function source(citations, { words, onCite }) {
  const [first] = citations;
  const places = Map.groupBy ? Map.groupBy(citations, (one) => one.locator) : grouped(citations);
  return h(
    "li",
    {},
    h("b", {}, first.title),
    h("br"),
    h("span", { class: "quiet small" }, [first.publisher, readableDate(first.date), words.document_statuses[first.status]].filter(Boolean).join(". ")),
    h("br"),
    [...places].map(([place, there]) => h("span", { class: "place" }, place, there.map((one) => [" ", citeButton(one, onCite)]))),
  );
}

function grouped(citations) {
  const places = new Map();
  for (const one of citations) places.set(one.locator, [...(places.get(one.locator) || []), one]);
  return places;
}
