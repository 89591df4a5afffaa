// The brackets of a note: where in the original a fact stands, or that it is our own inference. Shown quietly, apart from the words.

import { h } from "../dom.js";

const PLACE = /\s*\[([^[\]]+)\]/g;
const DOCUMENT_ID = /[a-z0-9]+(?:-[a-z0-9]+)+/g;
const PREFIX = /^(?:source|seed):\s*/;

/** Return a text cut at its brackets: {text} for words, {place} for what stands between two brackets. */
export function cutAtPlaces(text) {
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(PLACE)) {
    pieces.push({ text: text.slice(at, match.index) }, { place: match[1] });
    at = match.index + match[0].length;
  }
  return [...pieces, { text: text.slice(at) }].filter((piece) => piece.place || piece.text);
}

/** Return a text without its brackets. */
export function withoutPlaces(text) {
  return text.replace(PLACE, "");
}

/** Return a bracket as a reader sees it: `linkOf(id)` gives the link for a document it names, or null; `inference` is the word for our own. */
export function placeShown(place, linkOf, inference) {
  if (place === "inference") return shown([inference]);
  const inner = place.replace(PREFIX, "");
  const parts = [];
  let at = 0;
  for (const match of inner.matchAll(DOCUMENT_ID)) {
    const found = linkOf(match[0]);
    if (!found) continue;
    parts.push(inner.slice(at, match.index), found);
    at = match.index + match[0].length;
  }
  return shown([...parts, inner.slice(at)]);
}

function shown(parts) {
  return h("span", { class: "place quiet small" }, " [", parts, "]");
}
