// The text of a document in sections, with the words or the passage that a reader came for marked in it.

import { freshId, h, link } from "../dom.js";
import { noteAddress } from "./library_entry.js";
import { Words } from "./marking.js";
import { paragraphsShown } from "./paragraphs.js";

/**
 * The text of a note. `chunk` is the id of a passage, `quote` words of it; either may be empty.
 *
 * `element` is the text, `headings` its headings as {id, name, level}; `asked` says whether a passage was wanted, `first` is the
 * element where it begins or null, and `what` says in words what is marked.
 */
export class NoteText {
  constructor(note, inference, chunk, quote) {
    this.asked = Boolean(chunk || quote);
    this.what = quote ? "The words that you came for are marked below." : "The passage that you came for is marked below by a line beside it.";
    this.headings = [];
    this.above = [];
    const paragraphs = note.sections.flatMap((section) => section.paragraphs);
    const words = new Words(paragraphs.map((paragraph) => paragraph.text));
    const passage = note.chunks.find((one) => one.chunk_id === chunk);
    const around = passage ? words.find(passage.text) : [];
    const marked = quote ? words.find(quote, around.length ? around[0][0] : 0) : [];
    const sources = note.cites.map((one) => one.id);
    const view = {
      inference,
      linkOf: (id) => sources.includes(id) && sourceLink(note.cites, sources.indexOf(id)),
      marks: (paragraph) => words.within(marked, paragraphs.indexOf(paragraph)),
      inPassage: (paragraph) => words.within(around, paragraphs.indexOf(paragraph)).length > 0,
    };
    this.element = h("div", { class: "note-text" }, note.sections.map((section) => this.section(section, view)));
    this.first = this.element.querySelector("mark") || this.element.querySelector(".passage");
    if (this.first) this.first.id = "sought";
  }

  section(section, view) {
    const locator = placeOf(section);
    return [this.headingsOf(section.heading), locator ? h("p", { class: "quiet small" }, locator) : null, paragraphsShown(section.paragraphs, view)];
  }

  /** Return the headings on the way to a section that have not been shown yet: a heading without words of its own is no section. */
  headingsOf(path) {
    const same = path.findIndex((name, depth) => name !== this.above[depth]);
    const from = same < 0 ? Math.max(path.length - 1, 0) : same;
    this.above = path;
    return path.slice(from).map((name, at) => {
      const level = Math.min(from + at + 2, 6);
      const id = freshId("part");
      this.headings.push({ id, name, level });
      return h(`h${level}`, { id }, name);
    });
  }
}

/** Return where in a file all paragraphs of a section stand, for files whose places are not written in brackets: a page, a sheet. */
function placeOf(section) {
  const [first] = section.paragraphs;
  return first && first.locator && !first.text.includes("[") ? first.locator : "";
}

/** Return the link for a source named in a bracket: its number in the list at the foot, and its title for who cannot see that. */
function sourceLink(cites, at) {
  return link(noteAddress(cites[at].id), [`source ${at + 1}`, h("span", { class: "unseen" }, ` (${cites[at].title})`)], { title: cites[at].title });
}
