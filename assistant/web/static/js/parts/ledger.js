// The evidence ledger: what the stage rests on, what speaks against it, what does not count, and the user's corrections.

import { get } from "../api.js";
import { button, h, keeping, put } from "../dom.js";
import { counted } from "../words.js";
import { addEvidence } from "./add_evidence.js";
import { figureList } from "./figure_list.js";
import { keyOf, markRow, signalRow } from "./signal_row.js";
import { sameSource, slice, sourceOfMark } from "./sources.js";

export { sourceLabels } from "./sources.js";

const FOLDED = 5;

/**
 * Return the section "What this rests on". `marks` are those of the case, `sources` what `sourceLabels` returns.
 *
 * `onMark({source, start, end, verdict})`, `onUnmark(markId)` and `onAdd({quote, verdict, stage})` return promises that are kept once the
 * ledger was updated, with `updateLedger`. `readOnly` leaves all of that out.
 */
export function evidenceLedger(options) {
  const ledger = new Ledger(options);
  LEDGERS.set(ledger.element, ledger);
  ledger.show();
  return ledger.element;
}

/** Show another assessment, with the marks and sources of now, in a ledger that is there; what is typed in it stays. */
export function updateLedger(element, now) {
  const ledger = LEDGERS.get(element);
  Object.assign(ledger, now);
  ledger.show();
}

const LEDGERS = new WeakMap();

class Ledger {
  constructor(options) {
    Object.assign(this, { marks: [], sources: {}, readOnly: false, unfolded: false, ...options });
    this.groups = h("div", {});
    this.told = h("div", {});
    this.heading = h("h2", { tabindex: "-1" }, "What this rests on");
    const adding = this.readOnly ? null : addEvidence({ words: this.words, onAdd: this.onAdd, onAdded: (quote) => this.focusOnQuote(quote) });
    this.element = h("section", { class: "ledger" }, this.heading, this.groups, adding, this.told);
  }

  /** Show the lines; those that stay the same are not touched, so that nobody who stands on one loses it while an answer grows. */
  show() {
    const { marks, unfolded } = this;
    const { stage, signals, against, separates, missing_themes, figures, overtaken } = this.assessment;
    const sources = Object.entries(this.sources).map(([name, { label, href, text }]) => [name, label, href ? "" : text]);
    const shown = JSON.stringify([stage, signals, against, separates, missing_themes, figures, overtaken, marks, sources, unfolded]);
    if (shown === this.shown) return;
    this.shown = shown;
    keeping(this.element, () => this.draw());
  }

  draw() {
    const { assessment, words } = this;
    const rows = this.rows();
    const shown = this.unfolded ? null : new Set(folded(rows));
    const all = rows.flatMap((group) => group.rows).length;
    const hidden = shown ? all - shown.size : 0;
    put(
      this.groups,
      all === 0 ? h("p", {}, "Nothing that was said so far is read as a sign of a stage.") : null,
      this.readOnly || all === 0 ? null : h("p", { class: "hint" }, "Is one misread? Say “Not us” if it is about another service, “Not now” if it is over, “Wrong” if it does not say this. The stage moves at once."),
      rows.map(({ title, rows: own }) => own.length > 0 && group(title, own, shown)),
      hidden > 0 ? h("p", {}, button(`Show all ${all}`, () => this.unfold(), { class: "small", dataset: { label: "all" } })) : null,
    );
    put(this.told, assessment.separates ? [h("h3", {}, "What tells it apart"), h("p", {}, assessment.separates)] : null, missing(assessment, words), leftOut(assessment), figureList(assessment.figures || [], this.sources));
  }

  /** The groups with their lines: {title, rows}, each line bearing whether it must always be seen. */
  rows() {
    const { assessment, words } = this;
    const signals = [...assessment.signals, ...assessment.against];
    const counts = signals.filter((one) => one.standing === "now_here");
    const stage = assessment.stage;
    const named = stage ? words.outcomes[stage] : "";
    const line = (signal) => this.line(signal, signal.stage !== stage || signal.standing !== "now_here");
    return [
      { title: `Signs of ${named}`, rows: counts.filter((one) => one.stage === stage).map(line) },
      { title: stage ? "Signs of another stage" : "Signs so far", rows: counts.filter((one) => one.stage !== stage).map(line) },
      { title: "Read, but not counted", rows: signals.filter((one) => one.standing !== "now_here").map(line) },
      { title: "Taken out by you", rows: this.takenOut(signals) },
    ];
  }

  line(signal, tagged) {
    const mark = this.marks.find((one) => this.touches(one, signal));
    const key = keyOf(signal);
    const correct = this.readOnly ? null : (verdict) => this.then(key, this.onMark({ source: signal.source, start: signal.start, end: signal.end, verdict }));
    const takeBack = this.readOnly || !mark ? null : () => this.then(key, this.onUnmark(mark.id));
    const element = signalRow(signal, { mark, words: this.words, where: this.sources[signal.source], tagged, correct, takeBack });
    return { element, always: Boolean(mark) || signal.marked };
  }

  touches(mark, signal) {
    const source = sourceOfMark(mark, this.sources);
    return source !== null && sameSource(source, signal.source) && mark.start !== null && mark.start < signal.end && signal.start < mark.end;
  }

  /** Marks that no signal shows: words called wrong, words that show nothing, whole texts. */
  takenOut(signals) {
    const alone = this.marks.filter((mark) => sourceOfMark(mark, this.sources) && !signals.some((signal) => this.touches(mark, signal)));
    return alone.map((mark) => {
      const source = sourceOfMark(mark, this.sources);
      const quote = h("span", {}, "…");
      const place = { source, start: mark.start, end: mark.end };
      if (mark.start !== null) this.wordsOf(place).then((text) => (quote.textContent = text));
      const takeBack = this.readOnly ? null : () => this.then(keyOf(place), this.onUnmark(mark.id));
      return { element: markRow(mark, { quote, words: this.words, where: this.sources[source], source, takeBack }), always: true };
    });
  }

  /** The words at a place; those of a paper are asked for. */
  async wordsOf({ source, start, end }) {
    const there = this.sources[source];
    if (there.text === null && there.href) {
      const read = await get(there.href.replace(/^\/cases/, "/cases")).catch(() => null);
      there.text = read ? read.text : "";
    }
    return there.text ? slice(there.text, start, end) : "words that cannot be shown now";
  }

  /** Wait for a deed, and put the focus on the line that it was about, which may be another element by then; who went on elsewhere stays there. */
  async then(key, deed) {
    await deed;
    const row = this.element.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const held = document.activeElement;
    if (held && held !== document.body && !(row && row.contains(held))) return;
    const next = row && (row.querySelector("button") || row);
    (next || this.heading).focus();
  }

  focusOnQuote(quote) {
    const said = quote.replace(/\s+/g, " ");
    const row = this.lines().find((one) => one.querySelector("q").textContent.replace(/\s+/g, " ") === said);
    if (row) row.focus();
  }

  /** Show all lines, with the focus on the first that was hidden. */
  unfold() {
    const seen = new Set(this.lines().map((row) => row.dataset.key));
    this.unfolded = true;
    this.show();
    (this.lines().find((row) => !seen.has(row.dataset.key)) || this.heading).focus();
  }

  lines() {
    return [...this.element.querySelectorAll(".signal")];
  }
}

/** The lines that are seen at first: one of each group, then the strongest, and all that the user marked. */
function folded(groups) {
  const always = groups.flatMap((one) => one.rows.filter((row) => row.always));
  const firsts = groups.flatMap((one) => one.rows.slice(0, 1));
  const chosen = [...new Set([...firsts, ...groups.flatMap((one) => one.rows)])].filter((row) => !row.always).slice(0, FOLDED);
  return [...always, ...chosen];
}

function group(title, rows, shown) {
  const seen = rows.filter((row) => !shown || shown.has(row));
  if (seen.length === 0) return null;
  const many = seen.length < rows.length ? `${seen.length} of ${rows.length}` : String(rows.length);
  return h("section", { class: "signals" }, h("h3", {}, title, h("span", { class: "quiet" }, ` (${many})`)), h("ul", {}, seen.map((row) => row.element)));
}

function leftOut(assessment) {
  const titles = assessment.overtaken || [];
  return titles.length > 0 ? h("p", {}, `Not counted, because newer papers have overtaken ${titles.length > 1 ? "them" : "it"}: ${titles.join("; ")}. The timeline shows ${titles.length > 1 ? "them" : "it"}.`) : null;
}

function missing(assessment, words) {
  const themes = (assessment.missing_themes || []).map((theme) => words.themes[theme]);
  if (themes.length === 0) return null;
  const last = themes.pop();
  const named = themes.length > 0 ? `${themes.join("; ")}; and ${last}` : last;
  return h("p", {}, `${counted(themes.length + 1, "theme")} of the eight ${themes.length > 0 ? "have" : "has"} no evidence yet: ${named}.`);
}
