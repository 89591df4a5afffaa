// A paper that the server wrote as Markdown, as elements: exactly what its writer writes, and nothing read as HTML.

import { h, outsideLink } from "../dom.js";

const ITEM = /^( *)(-|\d+\.) (.*)$/;
const NOTE = /\[(\d+[a-z]+)\]/g;
const INLINE = /\*\*(.+?)\*\*|<(https?:[^>\s]+)>/g;
const HIDDEN = "\uE000";
/* Stands before the number of a character that was escaped, so that it is no mark-up while a line is taken apart. */

/** Return the elements of a paper. Its title becomes a heading of `level`, its parts one below. Notes lead to their sources. */
export function paperOf(markdown, level = 2) {
  const blocks = markdown.split(/\n{2,}/).map((block) => block.replace(/\n+$/, "")).filter(Boolean);
  const elements = blocks.map((block) => blockOf(block, level));
  const paper = h("article", { class: "paper" }, elements);
  linkNotes(paper);
  return paper;
}

function blockOf(block, level) {
  const heading = /^(#{1,3}) (.*)$/.exec(block);
  if (heading) return h(`h${level + heading[1].length - 1}`, {}, inline(heading[2]));
  if (block.startsWith("> ")) return h("p", { class: "paper-urgent" }, inline(block.slice(2)));
  if (block.startsWith("| ")) return tableOf(block.split("\n"));
  if (ITEM.test(block.split("\n")[0])) return listOf(block.split("\n"));
  const caption = /^\*([^*].*)\*$/.exec(block);
  return h("p", caption ? { class: "paper-caption" } : {}, inline(caption ? caption[1] : block));
}

function tableOf(lines) {
  const [head, , ...rows] = lines.map((line) => line.replace(/^\| | \|$/g, "").split(" | "));
  return h(
    "div",
    { class: "table", tabindex: "0", role: "group", "aria-label": "Table" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, inline(cell))))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, inline(cell)))))),
    ),
  );
}

/** A list, whose lines that are set in belong to the item above them. */
function listOf(lines) {
  const [, , first] = ITEM.exec(lines[0]);
  const list = h(first === "-" ? "ul" : "ol", {});
  let below = null;
  for (const line of lines) {
    const [, indent, , text] = ITEM.exec(line) || ["", "", "", line];
    if (indent && list.lastElementChild) {
      below = below || list.lastElementChild.appendChild(h("ul", {}));
      below.append(h("li", {}, inline(text)));
    } else {
      below = null;
      list.append(h("li", {}, inline(text)));
    }
  }
  return list;
}

function inline(text) {
  const kept = [];
  const safe = text.replace(/\\(.)/g, (_, char) => `${HIDDEN}${kept.push(char) - 1};`);
  const shown = (part) => part.replace(new RegExp(`${HIDDEN}(\\d+);`, "g"), (_, at) => kept[at]);
  const parts = [];
  let from = 0;
  for (const match of safe.matchAll(INLINE)) {
    parts.push(shown(safe.slice(from, match.index)));
    parts.push(match[1] ? h("strong", {}, shown(match[1])) : outsideLink(shown(match[2]), shown(match[2])));
    from = match.index + match[0].length;
  }
  return [...parts, shown(safe.slice(from))];
}

/** Make every note in the text a link to the place in the list of sources that begins with it. */
function linkNotes(paper) {
  const places = new Map();
  for (const item of paper.querySelectorAll("ol > li > ul > li")) {
    const note = /^(\d+[a-z]+)(?::|$)/.exec(item.textContent);
    if (note) places.set(note[1], item);
  }
  for (const [note, item] of places) {
    item.id = `note-${note}`;
    item.parentElement.className = "places";
  }
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const pieces = text.data.split(NOTE);
    if (pieces.length === 1) continue;
    const linked = pieces.map((piece, at) => (at % 2 === 0 ? piece : places.has(piece) ? h("a", { href: `#note-${piece}`, class: "note", "aria-label": `Source ${piece}` }, piece) : `[${piece}]`));
    text.replaceWith(...linked);
  }
}
