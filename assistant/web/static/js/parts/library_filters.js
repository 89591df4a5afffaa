// The filters of the library: one list each, every choice with the number of documents it would leave.

import { button, field, h, put } from "../dom.js";
import { foldable } from "./foldable.js";
import { filtersInUse } from "./library_address.js";
import { shortStatus } from "./library_entry.js";

const FIRST_YEAR = 2000;

/** The filters. `onChange(name, value)` is told of every choice and `onClear()` of the wish to have none. */
export class Filters {
  constructor(words, onChange, onClear) {
    this.words = words;
    this.selects = {};
    const choice = (name, label) => {
      this.selects[name] = h("select", { name, on: { change: (event) => onChange(name, event.target.value) } });
      return field(label, this.selects[name]);
    };
    const dates = h("div", { class: "years" }, choice("since", "From year"), choice("until", "To year"));
    const lists = [choice("stage", "Stage"), choice("theme", "Theme"), choice("kind", "Kind"), choice("status", "Status")];
    this.title = h("span", {}, "Filters");
    this.clear = button("Clear the filters", onClear, { class: "small" });
    this.element = foldable(this.title, { class: "filters" }, h("div", { role: "group", "aria-label": "Filters" }, lists, dates, this.clear));
  }

  /** Show what is chosen, and how many documents each choice would leave; before that is known, `facets` is null. */
  show(sought, facets) {
    const chosen = filtersInUse(sought);
    put(this.title, chosen ? `Filters (${chosen} in use)` : "Filters");
    this.clear.hidden = chosen === 0;
    this.fill("stage", "Every stage", names(facets?.stage, this.words.outcomes), sought.stage);
    this.fill("theme", "Every theme", names(facets?.theme, this.words.themes), sought.theme);
    this.fill("kind", "Every kind", names(facets?.kind, this.words.document_kinds), sought.kind);
    this.fill("status", "Every status", names(facets?.status, statusNames(this.words)), sought.status);
    this.fill("since", "Any", years(), sought.since);
    this.fill("until", "Any", years(), sought.until);
  }

  fill(name, none, choices, chosen) {
    const missing = chosen && !choices.some(([value]) => value === chosen) ? [[chosen, chosen]] : [];
    put(this.selects[name], [["", none], ...missing, ...choices].map(([value, label]) => h("option", { value }, label)));
    this.selects[name].value = chosen;
  }
}

function names(counts, words) {
  return Object.entries(counts || {}).map(([value, count]) => [value, `${words[value] || value} (${count})`]);
}

function statusNames(words) {
  return Object.fromEntries(Object.keys(words.document_statuses).map((status) => [status, shortStatus(status, words)]));
}

/** Return the years to choose from, the newest first. */
function years() {
  const last = new Date().getFullYear();
  return Array.from({ length: last - FIRST_YEAR + 1 }, (_, back) => [String(last - back), String(last - back)]);
}
