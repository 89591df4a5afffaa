// The text of a paper with its signs marked: numbered, so that nothing hangs on colour, and without a letter added to the text.

import { h } from "../dom.js";

const LONGEST_BLOCK = 4000;

/**
 * Return the elements of a text. `signs` as from `readSigns`; `at` is a place to point out, {from, to} or null.
 * `labelOf(sign, number)` names a sign's button and `onChoose(sign, button)` is called for it.
 */
export function markedText(text, signs, at, { labelOf, onChoose }) {
  const begun = new Set();
  return blocksOf(text).map(([from, to]) => {
    const here = signs.filter((sign) => sign.from < to && from < sign.to);
    const spot = at && at.from < to && from < at.to ? at : null;
    return h("p", { class: /^#{1,6} /.test(text.slice(from, from + 8)) ? "para heading" : "para", dataset: { from } }, segments(from, to, here, spot).map((one) => segment(one)));
  });

  function segment([from, to, over, isSpot]) {
    const words = document.createTextNode(text.slice(from, to));
    if (!over.length && !isSpot) return words;
    const fresh = over.filter((sign) => !begun.has(sign.key));
    for (const sign of fresh) begun.add(sign.key);
    const badges = fresh.map((sign) => badge(sign));
    const kind = [over.length ? (over.some((sign) => sign.counts) ? "counts" : "aside") : "", isSpot ? "spot" : ""];
    const props = { class: `sign ${kind.join(" ")}`, dataset: { keys: over.map((sign) => sign.key).join(" ") } };
    const mark = h("mark", props, badges, words);
    if (over.length) mark.addEventListener("click", () => getSelection().isCollapsed && onChoose(over[0], badgeOf(over[0].key)));
    return mark;
  }

  function badge(sign) {
    const number = signs.indexOf(sign) + 1;
    const props = { type: "button", class: "sign-number", dataset: { number, sign: sign.key }, "aria-label": labelOf(sign, number) };
    return h("button", { ...props, on: { click: (event) => (event.stopPropagation(), onChoose(sign, event.currentTarget)) } });
  }
}

/** Return the button of a sign in the text. */
export function badgeOf(key) {
  return document.querySelector(`.sign-number[data-sign="${key}"]`);
}

/** Return [from, to] of the paragraphs of a text; very long ones are cut at the ends of lines. */
function blocksOf(text) {
  const blocks = [];
  const take = (from, to) => {
    while (to - from > LONGEST_BLOCK) {
      const line = text.indexOf("\n", from + LONGEST_BLOCK / 2);
      if (line < 0 || line >= to) break;
      blocks.push([from, line]);
      from = line + 1;
    }
    if (text.slice(from, to).trim()) blocks.push([from, to]);
  };
  let from = 0;
  for (const gap of text.matchAll(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/g)) {
    take(from, gap.index);
    from = gap.index + gap[0].length;
  }
  take(from, text.length);
  return blocks;
}

/** Cut a block wherever a sign or the spot begins or ends: [from, to, signs over it, whether the spot is over it]. */
function segments(from, to, signs, spot) {
  const spans = [...signs, ...(spot ? [spot] : [])];
  const inside = spans.flatMap((span) => [span.from, span.to]).filter((place) => place > from && place < to);
  const places = [from, ...new Set(inside.sort((a, b) => a - b)), to];
  const over = (span, a, b) => span.from < b && a < span.to;
  return places.slice(1).map((end, n) => {
    const start = places[n];
    return [start, end, signs.filter((sign) => over(sign, start, end)), Boolean(spot) && over(spot, start, end)];
  });
}

/** Return {from, to, text} of the words of the text that the reader has selected, null when there are none. */
export function selectedWords(element) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.commonAncestorContainer)) return null;
  const from = placeOf(range.startContainer, range.startOffset);
  const to = placeOf(range.endContainer, range.endOffset);
  const text = selection.toString();
  return from === null || to === null || to <= from || !text.trim() ? null : { from, to, text };
}

function placeOf(node, offset) {
  const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = holder.closest(".para");
  if (!block) return betweenBlocks(node, offset);
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  return Number(block.dataset.from) + before.toString().length;
}

/** A selection may end between two paragraphs, as after a triple click: at the start of the next one then. */
function betweenBlocks(node, offset) {
  const next = node.childNodes[offset] || null;
  const last = node.lastElementChild;
  if (next && next.dataset && next.dataset.from) return Number(next.dataset.from);
  return last && last.dataset.from ? Number(last.dataset.from) + last.textContent.length : null;
}
