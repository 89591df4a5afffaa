// The papers of a case: added, listed by date, given a title and a date, taken out.

import { get } from "../api.js";
import { announce, button, focusOn, h, link, nameThePage, put, showProblem } from "../dom.js";
import { paperRow } from "../parts/paper_row.js";
import { pasteForm } from "../parts/paste.js";
import { megabytes, uploadList } from "../parts/upload.js";
import { counted, vocabulary } from "../words.js";

const KINDS = "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx), CSV, web page, Markdown, plain text and saved email (.eml)";
const ENDINGS = ".pdf,.docx,.odt,.html,.htm,.xhtml,.md,.markdown,.txt,.text,.xlsx,.csv,.tsv,.eml";

export async function show(main, { theCase }) {
  const base = `/cases/${theCase.id}`;
  const [papers, words, facts] = await Promise.all([get(`${base}/documents`), vocabulary(), get("/settings").catch(() => null)]);
  nameThePage(`Documents of ${theCase.name}`);
  const readOnly = theCase.role === "reader";
  const list = paperList(base, words, readOnly);
  put(main, h("h1", {}, "Documents"), readOnly ? onlyReading() : adding(main, base, theCase.id, facts, list), list.element);
  list.show(papers);
  list.readStages();
  window.addEventListener("regrip:back", list.refresh);
  const wanted = /^#date-(.+)$/.exec(location.hash);
  if (wanted && !readOnly) list.edit(wanted[1]);
}

function onlyReading() {
  return h("p", {}, "You may read the papers of this case. Its owner can let you add and change them.");
}

function adding(main, base, caseId, facts, list) {
  const uploads = uploadList(`${base}/documents`, {
    hrefOf: (paper) => `${base}/documents/${paper.id}`,
    largest: facts ? facts.limits.upload_bytes : Infinity,
    onAdded: list.refresh,
    onSettled: list.readStages,
  });
  const input = h("input", { type: "file", multiple: true, accept: ENDINGS, class: "unseen", tabindex: "-1", "aria-hidden": "true" });
  input.addEventListener("change", () => (uploads.add(input.files), (input.value = "")));
  const zone = h(
    "div",
    { class: "drop" },
    h("p", { class: "drop-words" }, "Drop files anywhere on this page, or"),
    button("Choose files…", () => input.click(), { class: "primary", "aria-describedby": "drop-limits" }),
    input,
    h("p", { class: "hint", id: "drop-limits" }, limitsInWords(facts)),
  );
  takeDrops(main, zone, uploads);
  const paste = pasteForm(`${base}/documents`, caseId, () => (list.refresh(), list.readStages()));
  return h("section", { "aria-labelledby": "adding" }, h("h2", { id: "adding" }, "Add papers"), zone, uploads.element, paste);
}

function limitsInWords(facts) {
  const said = [`${KINDS}.`];
  if (facts) said.push(`At most ${megabytes(facts.limits.upload_bytes)} a file and ${counted(facts.limits.case_documents, "paper")} in a case.`);
  said.push("Personal data is covered before the text is kept.");
  if (facts && !facts.leaves_machine.length) said.push("Nothing leaves this machine.");
  return said.join(" ");
}

/** Files may be dropped anywhere on the screen; `zone` shows that they are welcome. */
function takeDrops(main, zone, uploads) {
  let depth = 0;
  const carriesFiles = (event) => [...event.dataTransfer.types].includes("Files");
  const mark = () => zone.classList.toggle("over", depth > 0);
  main.addEventListener("dragenter", (event) => carriesFiles(event) && ((depth += 1), mark()));
  main.addEventListener("dragleave", (event) => carriesFiles(event) && ((depth = Math.max(0, depth - 1)), mark()));
  window.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const folders = entries.filter((entry) => entry && entry.isDirectory).map((entry) => entry.name);
    uploads.add([...event.dataTransfer.files].filter((file) => !folders.includes(file.name)), folders);
  });
}

function paperList(base, words, readOnly) {
  const rows = new Map();
  let papers = [];
  let points = null;
  let reading = 0;
  let asking = 0;
  let listing = Promise.resolve();
  const heading = h("h2", { id: "papers", tabindex: "-1" });
  const said = h("p", { class: "said", hidden: true });
  const problem = h("div", {});
  const items = h("ul", { class: "papers" });
  const element = h("section", { "aria-labelledby": "papers" }, heading, said, problem, items);
  const onward = timelineLink(base);

  function show(newer) {
    papers = newer;
    put(heading, papers.length ? `${counted(papers.length, "paper")} in this case` : "No papers yet");
    const before = document.activeElement;
    const gone = [...rows.keys()].filter((id) => !papers.some((paper) => paper.id === id));
    for (const id of gone) (rows.get(id).element.remove(), rows.delete(id));
    papers.forEach((paper, at) => place(rowOf(paper).element, at));
    for (const paper of papers) rows.get(paper.id).update(paper, points ? points.get(paper.title) || null : null);
    if (before !== document.activeElement && before.isConnected) before.focus();
    items.hidden = papers.length === 0;
    if (!papers.length) put(problem, readOnly ? null : nothingYet());
    else if (problem.firstChild !== onward) put(problem, onward);
  }

  function place(row, at) {
    if (items.children[at] !== row) items.insertBefore(row, items.children[at] || null);
  }

  function rowOf(paper) {
    if (!rows.has(paper.id)) {
      const href = `${base}/documents/${paper.id}`;
      rows.set(paper.id, paperRow(paper, { path: href, href, words, readOnly, onChanged, onRemoved }));
    }
    return rows.get(paper.id);
  }

  function onChanged() {
    refresh().then(readStages);
  }

  async function onRemoved({ document: paper, answers, erased }) {
    const words_ = [`“${paper.title}” was removed.`];
    words_.push(answers ? `${counted(answers, "earlier answer")} had read it: its words are left out there now. Ask again to have them without it.` : "No earlier answer had read it.");
    if (!erased) words_.push("Its text may stand in the database's file for a time, until other users let it go.");
    said.hidden = false;
    put(said, words_.join(" "));
    announce(words_.join(" "));
    await refresh();
    focusOn(heading);
    readStages();
  }

  /** Have the list as the server has it; of several that are on the way only the one asked for last counts. */
  function refresh() {
    listing = list();
    return listing;
  }

  async function list() {
    const mine = (asking += 1);
    try {
      const newer = await get(`${base}/documents`);
      if (mine === asking) show(newer);
    } catch (error) {
      if (mine === asking) showProblem(problem, error.message);
    }
  }

  /** Every paper of the list that is on the way is read by itself for the timeline, which takes a moment; only the newest reading counts. */
  async function readStages() {
    const mine = (reading += 1);
    await listing;
    if (!papers.length) return;
    const line = await get(`${base}/timeline`).catch(() => null);
    if (mine !== reading || !line) return;
    points = new Map(line.points.map((point) => [point.title, point]));
    show(papers);
  }

  return { element, show, refresh, readStages, edit: (id) => rows.has(id) && rows.get(id).edit() };
}

function nothingYet() {
  return h("p", { class: "quiet" }, "Add what describes the service: board reports, performance packs, letters from partners, reviews. Dated papers draw the timeline.");
}

function timelineLink(base) {
  return h("p", {}, "Each paper is read by itself for its stage. ", link(`${base}/timeline`, "See them on the timeline"));
}
