// The library: every note, page and file that answers are made from, to be browsed and searched.

import { get } from "../api.js";
import { announce, button, h, keeping, nameThePage, put, showProblem } from "../dom.js";
import { filtersInUse, libraryAddress, queryOf, soughtIn } from "../parts/library_address.js";
import { entryShown } from "../parts/library_entry.js";
import { Filters } from "../parts/library_filters.js";
import { counted, vocabulary } from "../words.js";

const AT_ONCE = 25;

export async function show(main) {
  nameThePage("Library");
  const shelf = new Shelf(await vocabulary());
  put(main, shelf.elements());
  addEventListener("popstate", () => shelf.isShown() || shelf.readAddress());
  addEventListener("regrip:back", () => shelf.search());
  await shelf.readAddress();
}

/** What is looked for, and what was found. */
class Shelf {
  constructor(words) {
    this.words = words;
    this.sought = soughtIn("");
    this.running = null;
    this.shown = "";
    this.titles = new Map();
    this.box = h("input", { type: "search", id: "sought", name: "q", maxlength: 1000, autocomplete: "off" });
    this.filters = new Filters(words, (name, value) => this.goTo({ ...this.sought, [name]: value }), () => this.clearFilters());
    this.title = h("h2", { id: "found" }, "Documents");
    this.problem = h("div", {});
    this.list = h("div", {}, h("p", { class: "loading quiet" }, "One moment…"));
  }

  elements() {
    const form = h(
      "form",
      { role: "search", class: "search", on: { submit: (event) => (event.preventDefault(), this.goTo({ ...this.sought, q: this.box.value.trim() })) } },
      h("label", { for: "sought" }, "Search the library"),
      h("div", { class: "search-row" }, this.box, h("button", { class: "primary" }, "Search")),
    );
    return [
      h("h1", {}, "Library"),
      h("p", { class: "reading" }, "What Regrip’s answers are made from: its notes on public sources, pages of its own, and files that you added. ", h("a", { href: "/stages" }, "The four stages explained"), "."),
      form,
      h("div", { class: "shelf" }, this.filters.element, h("section", { "aria-labelledby": "found", class: "results" }, this.title, this.problem, this.list)),
    ];
  }

  /** Return whether the page already shows what the address looks for: a step within the page is no search. */
  isShown() {
    return queryOf(this.sought) === queryOf(soughtIn(location.search));
  }

  /** Show what the address looks for. */
  async readAddress() {
    this.sought = soughtIn(location.search);
    this.box.value = this.sought.q;
    this.filters.show(this.sought, null);
    await this.search(false);
  }

  /** Look for something else, and say so in the address. */
  goTo(sought) {
    this.sought = sought;
    history.pushState(null, "", libraryAddress(sought));
    return this.search();
  }

  clearFilters() {
    this.goTo({ ...soughtIn(""), q: this.sought.q });
    this.title.setAttribute("tabindex", "-1");
    this.title.focus();
  }

  clearAll() {
    this.box.value = "";
    this.goTo(soughtIn(""));
    this.box.focus();
  }

  /** Ask for the documents; what is still on its way for an earlier wish is dropped. */
  async search(aloud = true) {
    if (this.running) this.running.abort();
    const mine = (this.running = new AbortController());
    try {
      const found = await get(`/library${queryOf(this.sought)}`, { signal: mine.signal });
      await this.learnTitles(found.documents);
      if (mine.signal.aborted) return;
      showProblem(this.problem, "");
      this.showFound(found);
      if (aloud) announce(this.title.textContent);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.showFailed(error);
    }
  }

  /** Learn what those documents are called that replaced others. */
  async learnTitles(documents) {
    for (const one of documents) this.titles.set(one.id, one.title);
    const unknown = new Set(documents.map((one) => one.superseded_by).filter((id) => id && !this.titles.has(id)));
    await Promise.all([...unknown].map(async (id) => this.titles.set(id, (await get(`/library/${encodeURIComponent(id)}`)).title)));
  }

  showFound(found) {
    this.filters.show(this.sought, found.facets);
    const shown = JSON.stringify([this.sought, found]);
    if (shown === this.shown) return; // a list that was read again and is the same stays as far as it was unrolled
    this.shown = shown;
    const words = this.sought.q ? ` for “${this.sought.q}”` : "";
    put(this.title, found.total ? `${counted(found.total, "document")}${words}` : `Nothing found${words}`);
    keeping(this.list, () => (found.total ? this.showEntries(found.documents) : put(this.list, this.nothing())));
  }

  showEntries(documents) {
    const list = h("ol", { class: "entries" });
    const more = button("", () => add(true));
    let shown = 0;
    const add = (byHand) => {
      const next = documents.slice(shown, shown + AT_ONCE);
      const items = next.map((one) => entryShown(one, this.words, this.sought.q, this.titles.get(one.superseded_by)));
      list.append(...items);
      shown += next.length;
      const left = documents.length - shown;
      put(more, left > AT_ONCE ? `Show ${AT_ONCE} more of ${left}` : `Show the last ${left}`);
      more.hidden = left === 0;
      if (byHand) items[0].querySelector("a").focus();
    };
    add(false);
    put(this.list, list, more);
  }

  nothing() {
    const ways = [];
    if (filtersInUse(this.sought)) ways.push(button("Clear the filters", () => this.clearFilters()));
    if (this.sought.q) ways.push(button("Show the whole library", () => this.clearAll()));
    return [h("p", {}, "No document fits. Try fewer or other words, or take away a filter."), h("p", { class: "actions" }, ways)];
  }

  showFailed(error) {
    this.shown = "";
    showProblem(this.problem, error.message || "The library could not be read.");
    put(this.list, h("p", { class: "actions" }, button("Try again", () => this.search()), button("Show the whole library", () => this.clearAll())));
    put(this.title, "Documents");
  }
}
