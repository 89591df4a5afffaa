// One paper of a case, with the signs that were found in it.

import { get, post, remove } from "../api.js";
import { announce, button, focusOn, h, keeping, link, nameThePage, put, showProblem } from "../dom.js";
import { addEvidence } from "../parts/paper_evidence.js";
import { badgeOf, markedText, selectedWords } from "../parts/marked_text.js";
import { kindName } from "../parts/paper_row.js";
import { signLine, signNote } from "../parts/sign_note.js";
import { charactersBefore, readSigns, unitsOf } from "../parts/signs.js";
import { counted, percent, readableDate, vocabulary } from "../words.js";

export async function show(main, { theCase, document: id }) {
  const base = `/cases/${theCase.id}`;
  const [paper, words] = await Promise.all([get(`${base}/documents/${encodeURIComponent(id)}`), vocabulary()]);
  nameThePage(paper.title);
  const screen = viewer(paper, words, theCase.role === "reader");
  put(main, head(paper, base, theCase.role === "reader"), h("div", { class: "viewer" }, screen.aside, screen.text));
  screen.pointOut();
  window.addEventListener("regrip:back", screen.read);
  await screen.read();
}

function head(paper, base, readOnly) {
  const facts = [paper.date ? readableDate(paper.date) : "no date", kindName(paper.kind), counted(paper.words, "word")];
  return h(
    "header",
    {},
    h("p", { class: "back" }, link(`${base}/documents`, "All documents of this case")),
    h("h1", {}, paper.title),
    h("p", { class: "paper-facts" }, facts.map((one) => h("span", {}, one)), paper.date || readOnly ? null : link(`${base}/documents#date-${paper.id}`, "Give it a date")),
    paper.warnings.length ? h("ul", { class: "quiet" }, paper.warnings.map((one) => h("li", {}, one))) : null,
  );
}

/** Return the place `?at=start-end` as {from, to}, null where the address names none that is there. */
function placeInAddress(text) {
  const match = /^(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("at") || "");
  if (!match) return null;
  const units = unitsOf(text);
  const [from, to] = [units(Number(match[1])), units(Number(match[2]))];
  return from < to ? { from, to } : null;
}

function viewer(paper, words, readOnly) {
  const base = `/cases/${paper.case_id}`;
  const at = placeInAddress(paper.text);
  let signs = [];
  let chosen = null;
  let opener = null;
  let reading = Promise.resolve();
  const text = h("article", { class: "paper-text", "aria-label": "Text of the paper" });
  const note = h("section", { class: "note", "aria-label": "Sign", hidden: true });
  const summary = h("p", { class: "signs-summary" });
  const problem = h("div", {});
  const list = h("ol", { class: "signs-list" });
  const whole = h("div", {});
  const offer = button("Add as evidence…", () => openAdding(selectedWords(text)), { class: "primary small offer", hidden: true });
  const typeIt = button("Add words as evidence…", () => openAdding(null), { class: "small" });
  const title = h("summary", {}, h("h2", {}, "Signs in this paper"));
  const listBox = h("details", { class: "signs-box", open: true }, title, summary, problem, whole, list);
  const aside = h("aside", { class: "signs", "aria-label": "Signs in this paper" }, note, listBox, readOnly ? null : h("p", { class: "actions" }, typeIt), offer);
  if (matchMedia("(max-width: 60rem)").matches) listBox.open = false;

  const labelOf = (sign, number) => `Sign ${number}: ${signLine(sign, words)}`;

  /** Draw the text; the focus stays on the sign or the place that it was on. */
  function draw() {
    const held = text.contains(document.activeElement) ? document.activeElement : null;
    put(text, markedText(paper.text, signs, at, { labelOf, onChoose: choose }));
    const badge = held && badgeOf(held.dataset.sign);
    if (badge) badge.focus();
    else if (held) focusOn(text.querySelector(".spot") || text);
  }

  /** Read the signs as they are now, once what is being read has come: of two readings the later one is shown. */
  function read() {
    reading = reading.then(look);
    return reading;
  }

  async function look() {
    if (!signs.length) put(summary, "Looking for signs…");
    showProblem(problem, "");
    try {
      const found = await readSigns(paper);
      signs = found.signs;
      draw();
      put(summary, summed(found, words, base, readOnly));
      keeping(list, () => put(list, signs.map(listed)));
      keeping(whole, () => put(whole, found.whole.map(wholeMark)));
      if (chosen && !note.hidden) pointAt(chosen);
      document.documentElement.dataset.signs = "read";
    } catch (error) {
      put(summary);
      put(problem, h("p", { class: "problem", role: "alert" }, `Signs cannot be shown now. ${error.message}`), button("Look again", () => (title.focus(), read()), { class: "small" }));
    }
  }

  function listed(sign, index) {
    const props = { class: `sign-row ${sign.counts ? "" : "aside"}`, dataset: { sign: sign.key } };
    return h("li", {}, h("button", { type: "button", ...props, on: { click: (event) => choose(sign, event.currentTarget) } }, h("span", { class: "sign-no" }, index + 1), h("span", {}, signLine(sign, words))));
  }

  function wholeMark(mark) {
    const back = async () => {
      try {
        await remove(`${base}/marks/${mark.id}`);
      } catch (error) {
        return showProblem(problem, error.message);
      }
      title.focus();
      await read();
    };
    return h("p", {}, h("span", { class: "tag warn" }, "All of this paper is marked"), ` ${words.verdicts[mark.verdict]} `, readOnly ? null : button("Take it back", back, { class: "small" }));
  }

  /** Show a sign closely; the focus goes to the note, and back to `from` when the note is closed. */
  function choose(sign, from) {
    opener = from.dataset.sign && from.classList.contains("sign-row") ? "row" : "badge";
    showSign(sign);
    focusOn(note.querySelector("h2"));
  }

  function showSign(sign) {
    chosen = sign;
    const number = signs.indexOf(sign) + 1;
    const step = (by) => () => {
      showSign(signs[(number - 1 + by + signs.length) % signs.length]);
      note.querySelector(by < 0 ? ".note-before" : ".note-after").focus();
      announce(labelOf(chosen, signs.indexOf(chosen) + 1));
    };
    const content = signNote(sign, { number, total: signs.length, words, readOnly, onMark: mark, onUnmark: unmark });
    const steps = [button("Previous", step(-1), { class: "small note-before" }), button("Next", step(1), { class: "small note-after" })];
    openNote(content, signs.length > 1 ? steps : []);
    pointAt(sign);
    const badge = badgeOf(sign.key);
    if (badge) badge.scrollIntoView({ block: "center" });
  }

  /** Set off the sign that the note is about, in the text and in the list. */
  function pointAt(sign) {
    for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
    for (const one of document.querySelectorAll("mark.sign")) one.classList.toggle("chosen", one.dataset.keys.split(" ").includes(sign.key));
    for (const row of list.querySelectorAll(".sign-row")) row.setAttribute("aria-current", row.dataset.sign === sign.key);
  }

  function openNote(content, steps) {
    put(note, content, h("p", { class: "actions note-steps" }, steps, button("Close", closeNote, { class: "small note-close" })));
    note.hidden = false;
    offer.hidden = true;
  }

  function closeNote() {
    note.hidden = true;
    for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
    const row = chosen && list.querySelector(`[data-sign="${chosen.key}"]`);
    const back = chosen === null ? typeIt : opener === "row" && row.checkVisibility() ? row : badgeOf(chosen.key);
    (back || focusable(text)).focus();
  }

  function openAdding(selected) {
    chosen = null;
    openNote(addEvidence(selected, { words, onAdd: (evidence) => add(evidence, selected), onCancel: closeNote }), []);
    (note.querySelector("textarea") || note.querySelector("select")).focus();
  }

  async function add({ quote, stage }, selected) {
    const place = selected
      ? { start: charactersBefore(paper.text, selected.from), end: charactersBefore(paper.text, selected.to) }
      : { quote };
    const { added } = await post(`${base}/marks`, { mark: { source: paper.title, ...place, verdict: "add", stage } });
    await read();
    const sign = added.length ? signs.find((one) => one.marks.some((mark_) => mark_.id === added[0].id)) : null;
    announce(added.length ? `Added as evidence of ${words.outcomes[stage]}` : "This is marked already");
    if (sign) (showSign(sign), focusOn(note.querySelector("h2")));
    else closeNote();
  }

  async function mark(verdict) {
    await post(`${base}/marks`, { mark: { source: paper.title, start: chosen.start, end: chosen.end, verdict } });
    await afterMarking(`Marked: ${words.verdicts[verdict]}`);
  }

  async function unmark(marks) {
    for (const one of marks) await remove(`${base}/marks/${one.id}`);
    await afterMarking("Taken back");
  }

  /** Read the signs anew and stay with the one that was looked at. */
  async function afterMarking(said) {
    const before = chosen;
    await read();
    announce(said);
    const same = signs.find((sign) => sign.key === before.key) || signs.find((sign) => sign.start < before.end && before.start < sign.end);
    if (!same) return closeNote();
    showSign(same);
    focusOn(note.querySelector("h2"));
  }

  function pointOut() {
    draw();
    const spot = text.querySelector(".spot");
    if (!spot) return;
    spot.scrollIntoView({ block: "center" });
    focusOn(spot);
  }

  document.addEventListener("selectionchange", () => {
    if (!readOnly) offer.hidden = !note.hidden || selectedWords(text) === null;
  });
  aside.addEventListener("keydown", (event) => event.key === "Escape" && !note.hidden && closeNote());
  return { text, aside, read, pointOut };
}

function focusable(element) {
  element.setAttribute("tabindex", "-1");
  return element;
}

function summed({ signs, alone }, words, base, readOnly) {
  const counting = signs.filter((sign) => sign.counts).length;
  const stage = alone === null ? "" : alone.stage
    ? ["Read by itself, this paper shows ", h("strong", {}, words.outcomes[alone.stage]), ` (${percent(alone.probabilities[alone.stage])}). `]
    : "Read by itself, this paper does not say enough to name a stage. ";
  if (!signs.length && readOnly) return [stage, "No signs were found."];
  if (!signs.length) return [stage, "No signs were found. Select words in the text to add them as evidence."];
  return [stage, `${counted(counting, "sign counts", "signs count")}, ${signs.length - counting} not. `, link(`${base}`, "What the case rests on")];
}
