// Finding the words of a citation in the paragraphs of a document, whatever line breaks, bullets and brackets lie between them.

import { withoutPlaces } from "./places.js";

const BULLET = /^\s*[-*]\s+/gm;

/** Return a text with every run of white space as one character and plain quotation marks; its length is that of `even(text)`. */
function folded(text) {
  return even(text).replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replaceAll("\n", " ");
}

/** Return a text with every run of white space as one character, a line break where it held one. */
export function even(text) {
  return text.replace(/\s+/g, (space) => (space.includes("\n") ? "\n" : " "));
}

/** The words of a document's paragraphs, in order, as one text in which a passage is looked for. */
export class Words {
  constructor(texts) {
    this.starts = [];
    this.all = "";
    for (const text of texts) {
      this.starts.push(this.all.length);
      this.all += `${folded(withoutPlaces(text))} `;
    }
  }

  /** Return where words stand, as [[start, end], …] in the whole: all of them together or, failing that, line by line. */
  find(words, from = 0) {
    const lines = words.replace(BULLET, "").split("\n");
    const whole = this.findOne(lines.join("\n"), from);
    return whole ? [whole] : lines.map((line) => this.findOne(line, from)).filter(Boolean);
  }

  findOne(words, from) {
    const wanted = folded(withoutPlaces(words)).trim();
    if (!wanted) return null;
    const first = this.all.indexOf(wanted, from);
    const start = first < 0 ? this.all.indexOf(wanted) : first;
    return start < 0 ? null : [start, start + wanted.length];
  }

  /** Return the parts of `ranges` that lie in a paragraph, counted from its first character. */
  within(ranges, paragraph) {
    const start = this.starts[paragraph];
    const end = this.starts[paragraph + 1] ?? this.all.length;
    return ranges
      .filter(([from, to]) => from < end - 1 && to > start)
      .map(([from, to]) => [Math.max(from, start) - start, Math.min(to, end - 1) - start]);
  }
}

/** Return a text cut at ranges: [{text, marked}, …]. `ranges` count characters of `text` and do not overlap. */
export function cutAtRanges(text, ranges) {
  const parts = [];
  let at = 0;
  for (const [from, to] of ranges) {
    const [start, end] = [Math.max(from, 0), Math.min(to, text.length)];
    if (end <= at || start >= text.length) continue;
    parts.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  return [...parts, { text: text.slice(at), marked: false }].filter((part) => part.text);
}
