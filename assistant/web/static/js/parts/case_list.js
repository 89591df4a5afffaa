// The list of cases, with a search that filters as one types and a switch for archived ones.

import { announce, field, freshId, h, put } from "../dom.js";
import { counted } from "../words.js";
import { caseRow } from "./case_row.js";

const SAID_AFTER_MS = 700;

/** Return {element, …} of the list. `before` is the list that this one replaces: its search, its switch and open forms are carried over. */
export function caseList(cases, words, on, before = null) {
  const kept = before || { query: "", archivedToo: false, rows: new Map() };
  const list = { cases, query: kept.query, archivedToo: kept.archivedToo, rows: new Map(), said: 0 };
  for (const one of cases) list.rows.set(one.id, beingTyped(kept.rows.get(one.id)) || caseRow(one, words, on));
  list.count = h("p", { class: "quiet", id: freshId("shown") });
  list.element = h("div", {}, cases.length > 1 ? controls(list) : null, list.count, h("ul", { class: "cases" }, [...list.rows.values()]));
  filter(list);
  return list;
}

const beingTyped = (row) => (row && row.querySelector("form") ? row : null);

function controls(list) {
  const search = h("input", { type: "search", value: list.query, autocomplete: "off", "aria-describedby": list.count.id });
  search.addEventListener("input", () => {
    list.query = search.value;
    filter(list);
    sayLater(list);
  });
  const archived = list.cases.filter((one) => one.archived).length;
  return h("div", { class: "case-controls" }, field("Find a case by its name or service", search), archived ? archiveSwitch(list, archived) : null);
}

function archiveSwitch(list, archived) {
  const box = h("input", { type: "checkbox", id: freshId("archived"), checked: list.archivedToo });
  box.addEventListener("change", () => {
    list.archivedToo = box.checked;
    filter(list);
    announce(list.count.textContent);
  });
  return h("p", { class: "switch" }, box, h("label", { for: box.id }, `Show archived cases (${archived})`));
}

function filter(list) {
  const wanted = list.query.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
  const matches = (one) => wanted.every((word) => `${one.name} ${one.service}`.toLocaleLowerCase("en-GB").includes(word));
  let shown = 0;
  let inArchive = 0;
  for (const one of list.cases) {
    const fits = matches(one);
    const visible = fits && (list.archivedToo || !one.archived);
    list.rows.get(one.id).hidden = !visible;
    if (visible) shown += 1;
    else if (fits) inArchive += 1;
  }
  put(list.count, countWords(list, wanted.length > 0, shown, inArchive));
}

function countWords(list, searched, shown, inArchive) {
  const live = list.cases.filter((one) => list.archivedToo || !one.archived).length;
  const archive = inArchive ? ` ${searched ? `${inArchive} more among archived cases.` : `${counted(inArchive, "archived case")} not shown.`}` : "";
  if (searched && shown === 0) return `No case with these words.${archive || " Try fewer of them, or only a part of one."}`;
  return `${searched ? `Showing ${shown} of ${counted(live, "case")}.` : `${counted(live, "case")}.`}${archive}`;
}

function sayLater(list) {
  clearTimeout(list.said);
  list.said = setTimeout(() => announce(list.count.textContent), SAID_AFTER_MS);
}
