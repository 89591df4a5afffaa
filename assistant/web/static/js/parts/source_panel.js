// The passage behind a citation: beside the answer where there is room, in a sheet over it on a phone.

import { get } from "../api.js";
import { announce, button, focusOn, h, keeping, link, outsideLink, put, standIn } from "../dom.js";
import { readableDate, vocabulary } from "../words.js";
import { copied } from "./answer_text.js";
import { slice } from "./sources.js";

const NARROW = window.matchMedia("(max-width: 60rem)");

/** Return {element, open(citation, opener), close()}. Opened, it has the focus; closed, the opener has it back. */
export function sourcePanel() {
  const panel = new SourcePanel();
  return { element: panel.element, open: (citation, opener) => panel.open(citation, opener), close: () => panel.close() };
}

class SourcePanel {
  constructor() {
    Object.assign(this, { citation: null, opener: null, missing: null, over: false });
    this.heading = h("h2", { id: "source-heading", tabindex: "-1" });
    this.body = h("div", {});
    const top = h("div", { class: "source-top" }, this.heading, button("Close", () => this.close(), { class: "small" }));
    this.element = h("dialog", { class: "source-panel no-print", "aria-labelledby": "source-heading" }, top, this.body);
    this.element.addEventListener("cancel", (event) => (event.preventDefault(), this.close()));
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), this.close()));
    this.element.addEventListener("click", (event) => event.target === this.element && NARROW.matches && this.close());
    NARROW.addEventListener("change", () => this.element.open && this.lay());
    window.addEventListener("regrip:back", () => this.element.open && this.missing && this.load());
  }

  async open(citation, opener) {
    this.mark(false);
    Object.assign(this, { citation, opener, missing: null });
    this.mark(true);
    this.show(h("p", { class: "quiet" }, "Fetching the passage…"));
    this.lay();
    await this.load();
  }

  /** Stand beside the answer, or over it where there is no room beside. */
  lay() {
    if (this.element.open && this.over !== NARROW.matches) this.element.close();
    this.over = NARROW.matches;
    if (!this.element.open && this.over) this.element.showModal();
    else if (!this.element.open) this.element.show();
    this.element.scrollTop = 0;
    focusOn(this.heading);
  }

  close() {
    this.element.close();
    this.mark(false);
    const opener = this.opener && standIn(this.opener);
    if (opener) opener.focus();
  }

  mark(open) {
    if (this.opener) this.opener.setAttribute("aria-expanded", String(open));
  }

  async load() {
    const { citation } = this;
    const [words, chunk] = await Promise.all([vocabulary(), get(`/passages/${encodeURIComponent(citation.chunk_id)}`).catch((error) => error)]);
    if (citation !== this.citation) return;
    this.missing = chunk instanceof Error ? chunk : null;
    if (this.missing) return this.show(gone(citation, this.missing), facts(citation, words), original(citation, null));
    this.show(passage(citation, chunk), facts(citation, words), original(citation, chunk), noteLink(citation, chunk));
    this.showQuote();
    this.tellMore(citation, chunk);
  }

  /** Scroll a long passage, and nothing else, to the quoted words. */
  showQuote() {
    const passage = this.element.querySelector("blockquote");
    const below = passage.querySelector("mark").getBoundingClientRect().top - passage.getBoundingClientRect().top;
    passage.scrollTop = below - passage.clientHeight / 4;
  }

  show(...body) {
    const { citation } = this;
    this.heading.textContent = `Source ${citation.n}`;
    const content = [
      h("p", { class: "source-title" }, citation.title),
      body,
      h("div", { class: "actions" }, copyButton(citation), this.step(-1, "Previous source"), this.step(1, "Next source")),
    ];
    keeping(this.body, () => put(this.body, content));
  }

  /** Whose words these are, and what has replaced them: the library knows; without it the rest of the panel stands. */
  async tellMore(citation, chunk) {
    if (chunk.info.case) return;
    const [note, newer] = await Promise.all([document(citation.document_id), document(chunk.info.superseded_by)]);
    if (citation !== this.citation) return;
    if (note) put(this.element.querySelector(".source-basis"), note.basis_words);
    const id = chunk.info.superseded_by;
    if (id) put(this.element.querySelector(".source-newer"), "It was replaced by ", link(`/library/${id}`, newer ? newer.title : id), ".");
  }

  step(by, label) {
    const other = this.neighbour(by);
    return other ? button(label, () => other.click(), { class: "small" }) : null;
  }

  /** The first button of the next citation in the same answer, by number. */
  neighbour(by) {
    const answer = this.opener && this.opener.closest(".answer");
    return answer && answer.querySelector(`.cite[data-n="${this.citation.n + by}"]`);
  }
}

async function document(id) {
  return id ? get(`/library/${encodeURIComponent(id)}`).catch(() => null) : null;
}

function passage(citation, chunk) {
  const path = chunk.heading.join(" › ");
  return [
    path && path !== citation.locator ? h("p", { class: "hint" }, path) : null,
    h("blockquote", { tabindex: "0", "aria-label": "The passage" }, marked(citation, chunk.text)),
    h("p", { class: "hint source-basis" }, chunk.info.case ? "The words of a paper of this case." : null),
  ];
}

/** The passage with the quoted words marked: where the citation says, or else where they are found. */
function marked({ quote, start, end }, text) {
  const all = Array.from(text);
  const size = Array.from(quote).length;
  let from = slice(text, start, end) === quote ? start : -1;
  if (from < 0 && text.includes(quote)) from = Array.from(text.slice(0, text.indexOf(quote))).length;
  if (from < 0) return [h("mark", {}, quote)];
  return [all.slice(0, from).join(""), h("mark", {}, quote), all.slice(from + size).join("")];
}

function gone(citation, error) {
  const why = error.code === "not_found" ? "This passage is no longer in the index, perhaps because the sources were updated. These are the words that the answer quoted." : `${error.message} These are the words that the answer quoted.`;
  return [h("p", { class: "source-gone" }, why), h("blockquote", {}, h("mark", {}, citation.quote))];
}

function facts(citation, words) {
  const status = [words.document_statuses[citation.status], " ", h("span", { class: "source-newer" })];
  const rows = [
    ["Publisher", citation.publisher],
    ["Date", readableDate(citation.date)],
    ["Status", status],
    ["Place", citation.locator],
  ];
  return h("dl", { class: "source-facts" }, rows.filter(([, value]) => value && value.length > 0).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function original(citation, chunk) {
  if (chunk && (chunk.info.case || chunk.info.basis === "own" || chunk.info.publisher === "Regrip")) return null;
  if (!/^https?:\/\//i.test(citation.url || "")) return h("p", { class: "hint" }, "There is no link to the original.");
  const checked = chunk && chunk.info.url_checked;
  return h("p", {}, outsideLink(citation.url, "Open the original"), h("span", { class: "hint", "aria-hidden": "true" }, " (new tab, outside Regrip)"), checked ? null : h("span", { class: "hint source-unchecked" }, "Nobody has checked that this address still works."));
}

function noteLink(citation, chunk) {
  if (chunk.info.case) return h("p", {}, link(`/cases/${chunk.info.case}/documents`, "See the papers of this case"));
  return h("p", {}, link(`/library/${citation.document_id}`, "Read the whole note in the library"));
}

function copyButton(citation) {
  const text = `“${citation.quote}” (${[citation.title, citation.publisher, readableDate(citation.date), citation.locator].filter(Boolean).join(", ")})`;
  const copy = button("Copy the quote", async () => {
    const worked = await copied(text);
    copy.textContent = worked ? "Copied" : "Not copied: the browser does not allow it";
    announce(copy.textContent);
    setTimeout(() => (copy.textContent = "Copy the quote"), 3000);
  }, { class: "small" });
  return copy;
}
