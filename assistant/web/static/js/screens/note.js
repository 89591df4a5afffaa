// One document of the library, to be read: its words, whose they are, and what stands behind and around them.

import { get } from "../api.js";
import { announce, focusOn, h, link, nameThePage, put } from "../dom.js";
import { NoteText } from "../parts/note_text.js";
import { contents, facts, linksOf, standing } from "../parts/note_facts.js";
import { vocabulary } from "../words.js";

export async function show(main, place) {
  const [words, note] = await Promise.all([vocabulary(), read(place.rest.slice(1).join("/"))]);
  const newer = note.superseded_by ? await read(note.superseded_by) : null;
  const params = new URLSearchParams(location.search);
  const text = new NoteText(note, words.statement_kinds.inference, params.get("chunk") || "", params.get("quote") || "");
  nameThePage(note.title);
  put(
    main,
    h("p", { class: "no-print" }, link("/library", "Back to the library")),
    h(
      "article",
      { class: "note", "aria-labelledby": "note-title" },
      h(
        "div",
        { class: "note-head" },
        h("h1", { id: "note-title" }, note.title),
        h("p", { class: "quiet" }, note.basis_words),
        standing(note, words, newer),
        sought(text),
        h("p", { class: "actions no-print" }, link(askAddress(note), "Ask about this", { class: "button" })),
      ),
      h("div", { class: "note-side" }, facts(note, words), contents(text.headings)),
      h("div", { class: "note-body" }, text.element, linksOf(note, words)),
    ),
  );
  addEventListener("regrip:back", () => location.reload(), { once: true });
  goToSought(text);
}

function read(id) {
  return get(`/library/${encodeURIComponent(id)}`);
}

function askAddress(note) {
  return `/ask?${new URLSearchParams({ text: `What does “${note.title}” say that helps a service like ours?` })}`;
}

/** Return what is said above the text of a reader who came for certain words. */
function sought(text) {
  if (!text.asked) return null;
  if (!text.first) return h("p", { class: "card" }, "The words that you came for are not in this document as it stands now. It may have changed since.");
  const go = (event) => {
    event.preventDefault();
    goToSought(text);
  };
  return h("p", { class: "card" }, text.what, " ", h("a", { href: `#${text.first.id}`, on: { click: go } }, "Go to them"), ".");
}

function goToSought(text) {
  if (!text.first) {
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    return;
  }
  focusOn(text.first);
  text.first.scrollIntoView({ block: "center" });
  announce(text.what);
}
