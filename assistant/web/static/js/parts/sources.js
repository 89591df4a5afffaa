// Where words of the user stand: in a message or a paper of the case, as a reader calls it.

import { readableDate } from "../words.js";

/**
 * Return what each `source` of a signal or figure is: {label, href, text, document}, by the name that the engine gives it.
 *
 * `turns` are the messages, oldest first; `documents` the papers of the case `caseId`, as they are listed. `text` is null for a paper:
 * it has to be asked for.
 */
export function sourceLabels(turns, documents = [], caseId = null) {
  const labels = {};
  turns.forEach((text, at) => {
    const source = { label: turns.length === 1 ? "your message" : `your message ${at + 1}`, href: null, text, document: null };
    labels[turns.length === 1 ? "question" : `turn ${at + 1}`] = source;
    if (at === 0) labels.question = labels["turn 1"] = source;
  });
  for (const { id, title, date } of documents) {
    const label = date && !title.includes(date.slice(0, 4)) ? `${title}, ${readableDate(date)}` : title;
    labels[title] = { label, href: caseId ? `/cases/${caseId}/documents/${id}` : null, text: null, document: id };
  }
  return labels;
}

/** Return the source that a mark of a case lies in, or null for one in another conversation or a paper that is gone. */
export function sourceOfMark(mark, sources) {
  if (mark.turn) return sources[`turn ${mark.turn}`] ? `turn ${mark.turn}` : null;
  const found = Object.entries(sources).find(([, one]) => one.document === mark.document_id);
  return found ? found[0] : null;
}

/** Return whether two names mean the same text: the first message has two. */
export function sameSource(one, other) {
  const first = (name) => (name === "question" ? "turn 1" : name);
  return first(one) === first(other);
}

/** Return the characters of a text from `start` to `end`, counted as the server counts them: a character outside the BMP is one. */
export function slice(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}
