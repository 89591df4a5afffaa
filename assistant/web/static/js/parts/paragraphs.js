// The text of a note: paragraphs and lists, places in the original kept quiet, words that are looked for marked.

import { h } from "../dom.js";
import { cutAtRanges, even } from "./marking.js";
import { cutAtPlaces, placeShown } from "./places.js";

/**
 * Return paragraphs as elements, bullets gathered in lists. `view` says how: {linkOf(id), inference, marks(paragraph) -> ranges,
 * inPassage(paragraph)}; the last two may be left out.
 */
export function paragraphsShown(paragraphs, view) {
  const blocks = [];
  for (const paragraph of paragraphs) {
    const passage = view.inPassage && view.inPassage(paragraph) ? "passage" : null;
    const inner = wordsShown(paragraph, view);
    if (!paragraph.bullet) blocks.push(h("p", { class: passage }, inner));
    else {
      if (blocks.at(-1)?.tagName !== "UL") blocks.push(h("ul", {}));
      blocks.at(-1).append(h("li", { class: passage }, inner));
    }
  }
  return blocks;
}

function wordsShown(paragraph, view) {
  const ranges = view.marks ? view.marks(paragraph) : [];
  let at = 0;
  return cutAtPlaces(paragraph.text).map((piece) => {
    if (piece.place) return placeShown(piece.place, view.linkOf, view.inference);
    const text = even(piece.text);
    const start = at;
    at += text.length;
    const own = ranges.map(([from, to]) => [from - start, to - start]);
    return cutAtRanges(text, own).map((part) => (part.marked ? h("mark", {}, part.text) : part.text));
  });
}
