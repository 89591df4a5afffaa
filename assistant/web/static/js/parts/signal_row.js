// One line of the ledger: a sign in the user's own words, what it shows, how it counts, and what can be said against it.

import { button, h, link, put } from "../dom.js";
import { capital } from "./strip.js";

/** What a reader may say against a sign: the verdict and its button. */
export const CORRECTIONS = [
  ["elsewhere", "Not us"],
  ["past", "Not now"],
  ["wrong", "Wrong"],
];
const STRONG = 0.66;
const SOME = 0.33;

/** Return the key of a place in the user's texts: the same before and after a correction. */
export function keyOf({ source, start, end }) {
  return `${source === "question" ? "turn 1" : source}:${start}:${end}`;
}

/**
 * Return the line of a signal. `mark` is the user's mark on it, if there is one; `words` the vocabulary, `where` its source's label.
 * `tagged` names its stage, where the lines around it are of several. `correct(verdict)` and `takeBack()` return promises, or are null where nothing may be changed.
 */
export function signalRow(signal, { mark, words, where, tagged, correct, takeBack }) {
  const problem = h("div", {});
  const facts = [weightWords(signal), signal.standing === "now_here" ? null : words.standings[signal.standing]].filter(Boolean);
  const row = h(
    "li",
    { class: "signal", dataset: { key: keyOf(signal) }, tabindex: "-1" },
    h("p", { class: "signal-quote" }, h("q", {}, signal.quote)),
    h("p", { class: "signal-sign" }, tagged ? [h("span", { class: "tag" }, capital(words.outcomes[signal.stage])), " "] : null, indicator(signal)),
    h("p", { class: "hint" }, capital(facts.join(", ")), ". In ", place(where, signal.source, signal), "."),
  );
  if (mark || signal.marked) row.append(h("p", { class: "signal-marked" }, markedWords(mark, words)));
  row.append(controls(row, problem, signal.quote, mark, correct, takeBack), problem);
  return row;
}

/** Return the line of a mark that nothing in the assessment shows any more: words taken out, or a whole text. */
export function markRow(mark, { quote, words, where, source, takeBack }) {
  const problem = h("div", {});
  const what = mark.start === null ? ["All of ", place(where, source)] : h("q", {}, quote);
  const row = h(
    "li",
    { class: "signal", dataset: { key: mark.start === null ? `${source}::` : keyOf({ source, start: mark.start, end: mark.end }) }, tabindex: "-1" },
    h("p", { class: "signal-quote" }, what),
    mark.start === null ? null : h("p", { class: "hint" }, "In ", place(where, source, mark), "."),
    h("p", { class: "signal-marked" }, markedWords(mark, words)),
  );
  row.append(controls(row, problem, quote || "", mark, null, takeBack), problem);
  return row;
}

function controls(row, problem, quote, mark, correct, takeBack) {
  const about = h("span", { class: "unseen" }, `: “${shortened(quote)}”`);
  const does = (label, deed) => button([label, about.cloneNode(true)], () => busy(row, problem, deed), { class: "small" });
  if (mark && takeBack) return h("div", { class: "actions" }, does("Take it back", takeBack));
  if (mark || !correct) return h("div", {});
  return h("div", { class: "actions" }, CORRECTIONS.map(([verdict, label]) => does(label, () => correct(verdict))));
}

async function busy(row, problem, deed) {
  const buttons = [...row.querySelectorAll("button")];
  const pressed = document.activeElement;
  const locked = (is) => buttons.forEach((one) => one.setAttribute("aria-disabled", String(is)));
  if (row.getAttribute("aria-busy") === "true") return;
  row.setAttribute("aria-busy", "true");
  locked(true);
  put(problem, h("p", { class: "hint" }, "Judging anew…"));
  try {
    await deed();
    put(problem);
  } catch (error) {
    put(problem, h("p", { class: "problem", role: "alert" }, error.message));
    if (pressed && pressed.isConnected) pressed.focus();
  } finally {
    row.removeAttribute("aria-busy");
    locked(false);
  }
}

function indicator(signal) {
  if (!signal.indicator) return null;
  return [h("b", {}, signal.indicator), signal.indicator_text ? ` ${signal.indicator_text}` : ""];
}

/** Return how much a sign weighs, as a noun. */
export function weightWords({ weight }) {
  return weight >= STRONG ? "a strong sign" : weight >= SOME ? "some sign" : "a slight sign";
}

function markedWords(mark, words) {
  return mark ? `You marked this: ${words.verdicts[mark.verdict]}.` : "Set by your mark on the same words elsewhere.";
}

/** A paper opens at the words, where they are named by `start` and `end`. */
function place(where, source, words = null) {
  if (!where) return source;
  return where.href ? link(words ? `${where.href}?at=${words.start}-${words.end}` : where.href, where.label) : where.label;
}

function shortened(text) {
  return text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text;
}
