// The question what changed between two dates, with its answer below it.

import { get } from "../api.js";
import { field, focusOn, h, link, put, showProblem } from "../dom.js";
import { changeReport } from "./change_report.js";
import { sentence } from "../words.js";

/**
 * Return the section; null for fewer than two dates. `papers` are those of `papersOnLine`; the first and the last date stand in the fields.
 */
export function whatChanged(base, papers, words) {
  const dates = [...new Set(papers.filter((paper) => paper.moment !== null).map((paper) => paper.date))];
  if (dates.length < 2) return null;
  const places = new Map(papers.filter((paper) => paper.href).map((paper) => [paper.title, paper.href]));
  const yearAlone = /^\d{4}$/.test(dates[0]); // read as its last day, which may be later than the last paper
  const since = h("input", { type: "text", autocomplete: "off", value: yearAlone ? "" : dates[0] });
  const until = h("input", { type: "text", autocomplete: "off", value: dates.at(-1) });
  const ask = h("button", { type: "submit", class: "primary" }, "Show what changed");
  const problem = h("div", {});
  const report = h("div", { class: "changes reading" });

  async function submit(event) {
    event.preventDefault();
    showProblem(problem, "");
    ask.disabled = true;
    put(report, h("p", { class: "quiet", role: "status" }, "Holding the papers against each other…"));
    const query = new URLSearchParams({ since: since.value.trim(), until: until.value.trim() });
    try {
      const changes = await get(`${base}/changes?${query}`);
      put(report, changeReport(changes, words, places), asPaper(base, since.value.trim()));
      focusOn(report.querySelector("h3"));
    } catch (error) {
      put(report);
      showProblem(problem, error.code === "unreachable" ? error.message : sentence(error.message));
      (error.message.startsWith("the second") ? until : since).focus();
    }
    ask.disabled = false;
  }

  return h(
    "section",
    { "aria-labelledby": "changed" },
    h("h2", { id: "changed" }, "What changed between two dates"),
    h("p", { class: "reading" }, "Between the ends of two days, such as the last board and this one: the stage before and after, and the signs that came, went or stayed. Write a date as 31 May 2024, 31/05/2024, May 2024 or 2024."),
    h("form", { class: "window", on: { submit } }, field("From", since), field("To", until), h("p", { class: "actions" }, ask)),
    problem,
    report,
  );
}

function asPaper(base, since) {
  const query = since ? `?${new URLSearchParams({ since })}` : "";
  return h("p", { class: "no-print" }, link(`${base}/briefing${query}`, "Make a paper for the board of what changed since then"));
}
