// Where a case comes from and where it is going: its dated papers on a line, as a chart and as a table.

import { get } from "../api.js";
import { announce, button, h, keeping, link, nameThePage, put } from "../dom.js";
import { lineChart, lookedAt } from "../parts/chart.js";
import { saveButton } from "../parts/file_saving.js";
import { papersOnLine } from "../parts/papers_on_line.js";
import { capital } from "../parts/strip.js";
import { whatChanged } from "../parts/what_changed.js";
import { counted, readableDate, vocabulary } from "../words.js";

const VIEW = "regrip-timeline-view";
const MEANING = {
  improving: "The later papers show less difficulty than the earlier ones.",
  worsening: "The later papers show more difficulty than the earlier ones.",
  stuck: "Paper after paper shows the same difficulty. What has been tried has not moved it.",
  steady: "No paper shows a stage of difficulty.",
  mixed: "Some changes were for the better and some for the worse.",
  unclear: "It takes two dated papers or more that each say a stage.",
};

export async function show(main, { theCase }) {
  const base = `/cases/${theCase.id}`;
  nameThePage(`Timeline of ${theCase.name}`);
  const [documents, words] = await Promise.all([get(`${base}/documents`), vocabulary()]);
  if (documents.length) put(main, h("h1", {}, "Timeline"), h("p", { class: "loading" }, `Reading ${counted(documents.length, "paper")}…`));
  let shown = await read(base, documents);
  draw(main, base, words, shown);
  window.addEventListener("regrip:back", async () => {
    const now = await read(base).catch(() => shown);
    if (JSON.stringify(now) === JSON.stringify(shown)) return; // what was asked of the line, and what was typed, stays
    shown = now;
    keeping(main, () => draw(main, base, words, shown));
  });
}

/** Return the papers of a case and their line, null where there are none. */
async function read(base, known = null) {
  const documents = known || (await get(`${base}/documents`));
  if (!documents.length) return { documents, line: null };
  const { id, timings_ms, ...line } = await get(`${base}/timeline`); // those two differ at every reading
  return { documents, line };
}

function draw(main, base, words, { documents, line }) {
  if (line === null) return put(main, h("h1", {}, "Timeline"), nothingYet(base));
  const papers = papersOnLine(line, documents, words, base);
  put(main, h("h1", {}, "Timeline"), direction(line, words), picture(papers, words, base), turningPoints(papers, words), whatChanged(base, papers, words), undated(papers, base));
}

function nothingYet(base) {
  return [
    h("p", {}, "There is nothing to draw yet. The timeline reads each paper by itself and places it by its date: board reports, performance packs, letters from partners and reviews, from two dates or more."),
    h("p", {}, link(`${base}/documents`, "Add papers", { class: "button primary" })),
  ];
}

function direction(line, words) {
  const [name, ...rest] = words.directions[line.direction].split(":");
  const newest = line.points.filter((point) => point.date && words.stages.some((stage) => stage.id === point.outcome)).at(-1);
  return h(
    "div",
    { class: "direction" },
    h("p", { class: "direction-name" }, `Direction: ${name}`),
    h("p", {}, rest.length && line.direction === "unclear" ? `${capital(rest.join(":").trim())}. ` : "", MEANING[line.direction]),
    newest ? h("p", {}, "The newest paper that says a stage shows ", h("strong", {}, words.outcomes[newest.outcome]), ` (${readableDate(newest.date)}).`) : null,
  );
}

/** The chart and the table; the one that was chosen last is shown. The table stays in the page for those who cannot see the chart. */
function picture(papers, words, base) {
  const looking = h("div", { class: "looking" }, lookedAt(null));
  const drawn = h("div", { class: "chart-box" });
  const figure = h("figure", {}, drawn, h("figcaption", { class: "quiet small" }, "Each shape is a paper, read by itself and placed by its date. The line joins those that say a stage."), looking);
  const tables = h("div", {});
  const choose = { chart: button("Chart", () => pick("chart", true)), table: button("Table", () => pick("table", true)) };
  let width = 0;

  function draw() {
    const room = Math.floor(drawn.clientWidth);
    if (!room || room === width || figure.hidden) return;
    width = room;
    const again = drawn.contains(document.activeElement) ? [...drawn.querySelectorAll(".point")].indexOf(document.activeElement) : -1;
    put(drawn, lineChart(papers, words.stages, room, (paper) => put(looking, lookedAt(paper))));
    if (again >= 0) drawn.querySelectorAll(".point")[again].focus();
  }

  function pick(view, told) {
    for (const [name, one] of Object.entries(choose)) one.setAttribute("aria-pressed", name === view);
    figure.hidden = view !== "chart";
    put(tables, table(papers, view === "table"));
    tables.className = view === "table" ? "table" : "unseen";
    if (!told) return;
    localStorage.setItem(VIEW, view);
    announce(view === "chart" ? "Shown as a chart" : "Shown as a table");
    draw();
  }

  pick(localStorage.getItem(VIEW) === "table" ? "table" : "chart", false);
  new ResizeObserver(draw).observe(drawn);
  return h("section", { "aria-labelledby": "line" }, h("div", { class: "picture-head" }, h("h2", { id: "line" }, "The papers by date"), h("p", { class: "actions", role: "group", "aria-label": "Show as" }, choose.chart, choose.table)), figure, tables, chartFiles(base));
}

/** The chart as a file, for a paper or a slide; both kinds have the table beneath. */
function chartFiles(base) {
  const one = (format, label) => saveButton([h("span", { class: "unseen" }, "Save the chart as "), label], () => `${base}/timeline/chart?format=${format}`, { class: "small" });
  const made = [one("svg", "SVG"), one("png", "PNG")];
  return h(
    "div",
    { class: "chart-files no-print" },
    h("div", { class: "actions", role: "group", "aria-label": "Save the chart as a file" }, h("span", { class: "small" }, "Save the chart as a file, with its table:"), made.map((each) => each.button)),
    made.map((each) => each.says),
  );
}

/** Links only where the table can be seen: the focus never goes to something hidden. */
function table(papers, linked) {
  const row = (paper) =>
    h(
      "tr",
      {},
      h("td", {}, paper.date),
      h("th", { scope: "row" }, linked && paper.href ? link(paper.href, paper.title) : paper.title),
      h("td", {}, paper.shows, paper.chance ? `, ${paper.chance}` : "", [paper.turn ? "Turning point." : "", ...paper.notes].filter(Boolean).map((note) => h("span", { class: "quiet small look-facts" }, note))),
    );
  const heads = ["Date", "Paper", "Stage and chance"];
  return h("table", {}, h("caption", {}, "Papers with date, stage and chance"), h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, papers.map(row)));
}

function turningPoints(papers, words) {
  const turns = papers.filter((paper) => paper.turn);
  if (!turns.length) return null;
  const one = ({ turn, date, title, href }) =>
    h(
      "li",
      {},
      h("p", {}, h("strong", {}, date), `: from ${words.outcomes[turn.from]} to ${words.outcomes[turn.to]}, by `, link(href, title)),
      turn.quotes.map((quote) => h("blockquote", {}, quote)),
    );
  return h("section", { "aria-labelledby": "turns" }, h("h2", { id: "turns" }, "Turning points"), h("ol", { class: "turns reading" }, turns.map(one)));
}

function undated(papers, base) {
  const without = papers.filter((paper) => paper.moment === null);
  if (!without.length) return null;
  const one = (paper) => h("li", {}, paper.title, " ", link(`${base}/documents#date-${paper.id}`, ["Give it a date", h("span", { class: "unseen" }, ` (${paper.title})`)]));
  return h("section", { "aria-labelledby": "undated" }, h("h2", { id: "undated" }, "Papers without a date"), h("p", {}, "They do not move the line until they have one."), h("ul", {}, without.map(one)));
}
