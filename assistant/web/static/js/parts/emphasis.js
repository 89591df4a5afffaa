// The part of a passage that answers a search, with the words that were looked for in bold.

import { h } from "../dom.js";
import { cutAtRanges } from "./marking.js";
import { withoutPlaces } from "./places.js";

const LONGEST = 320;
const SMALL_WORDS = new Set(
  "a an and are as at be been by can do does for from had has have how in into is it its many much of on or our should that the their them there they this to was we were what when where which who why will with you your".split(
    " ",
  ),
);

/** Return the beginnings of the words that a question looks for: without small words and common endings. */
export function soughtStems(question) {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const sought = words.filter((word) => !SMALL_WORDS.has(word) && (word.length > 2 || /\d/.test(word)));
  return [...new Set(sought.map((word) => (word.length > 5 ? word.replace(/(?:ing|ed|es|ly|s)$/, "") : word)))];
}

/** Return where words that begin with a stem stand, as [[start, end], …]. */
export function foundWords(text, stems) {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => stems.some((stem) => word.toLowerCase().startsWith(stem) && word.length < stem.length + 5))
    .map((match) => [match.index, match.index + match[0].length]);
}

/** Return the part of a passage richest in the words of the question, with those in bold. */
export function excerpt(passage, question) {
  const text = withoutPlaces(passage).replace(/^\s*[-*]\s+/gm, "").replace(/\s+/g, " ").trim();
  const stems = soughtStems(question);
  const [start, end] = richest(text, foundWords(text, stems));
  const part = text.slice(start, end);
  const shown = cutAtRanges(part, foundWords(part, stems)).map((one) => (one.marked ? h("b", {}, one.text) : one.text));
  return [start > 0 ? "… " : "", shown, end < text.length ? " …" : ""];
}

/** Return the bounds of the window with most found words, moved to the ends of words. */
function richest(text, found) {
  if (text.length <= LONGEST) return [0, text.length];
  let best = 0;
  let most = 0;
  for (const [start] of found) {
    const from = Math.max(0, start - 40);
    const held = found.filter(([one, end]) => one >= from && end <= from + LONGEST).length;
    if (held > most) [best, most] = [from, held];
  }
  best = Math.min(best, text.length - LONGEST);
  const start = best === 0 ? 0 : text.indexOf(" ", best) + 1;
  const end = start + LONGEST >= text.length ? text.length : text.lastIndexOf(" ", start + LONGEST);
  return [start, end];
}
