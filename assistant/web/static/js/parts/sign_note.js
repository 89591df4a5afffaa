// One sign looked at closely: its words, what it shows, how it stands, why it does not count, and what the reader may say of it.

import { button, h, put, showProblem } from "../dom.js";
import { CORRECTIONS, weightWords } from "./signal_row.js";
import { capital } from "./strip.js";

/**
 * Return the content of the note of a sign. `onMark(verdict)` and `onUnmark(marks)` return promises; while they run nothing can be pressed,
 * and what fails is said in the note.
 */
export function signNote(sign, { number, total, words, readOnly, onMark, onUnmark }) {
  const problem = h("div", {});
  const actions = h("p", { class: "actions" });
  const deed = (act) => async () => {
    showProblem(problem, "");
    for (const one of actions.children) one.disabled = true;
    try {
      await act();
    } catch (error) {
      showProblem(problem, `This was not kept. ${error.message}`);
      for (const one of actions.children) one.disabled = false;
      actions.querySelector("button").focus();
    }
  };
  if (sign.marks.length) put(actions, button("Take it back", deed(() => onUnmark(sign.marks)), { class: "small" }));
  else put(actions, CORRECTIONS.map(([verdict, label]) => button(label, deed(() => onMark(verdict)), { class: "small" })));
  return [
    h("h2", { class: "note-title", tabindex: "-1" }, `Sign ${number} of ${total}`),
    h("blockquote", {}, sign.quote),
    whatItShows(sign, words),
    h("p", { class: sign.counts ? "" : "note-aside" }, standingWords(sign, words)),
    sign.marks.length ? h("p", {}, h("span", { class: "tag warn" }, "Marked"), " ", markWords(sign, words)) : null,
    problem,
    readOnly ? null : actions,
  ];
}

function whatItShows(sign, words) {
  if (!sign.stage) return null;
  const indicator = sign.indicator ? h("p", {}, h("span", { class: "code" }, sign.indicator), " ", sign.indicator_text) : null;
  return [h("p", { class: "note-stage" }, `${strength(sign)} of `, h("strong", {}, words.outcomes[sign.stage])), indicator];
}

function strength(sign) {
  return sign.counts ? capital(weightWords(sign)) : "It would be a sign";
}

/** Return why a sign counts or not, in a sentence. */
export function standingWords(sign, words) {
  if (sign.standing === null) return "It is not read as a sign any more.";
  if (!sign.counts) return `It does not count towards the stage: ${words.standings[sign.standing]}.`;
  if (sign.inCase) return "It counts: now and here. It is among the signs that the stage of the case rests on.";
  return "It counts for this paper by itself. It is not among the strongest signs of the whole case.";
}

function markWords(sign, words) {
  const said = sign.marks.map((mark) => words.verdicts[mark.verdict] + (mark.stage ? ` of ${words.outcomes[mark.stage]}` : ""));
  return `${[...new Set(said)].join("; ")}.`;
}

/** Return a sign in a line, for a list and for those who cannot see the mark. */
export function signLine(sign, words) {
  const shows = sign.stage ? words.outcomes[sign.stage] : "no sign any more";
  const standing = sign.counts || sign.standing === null ? "" : `, does not count: ${words.standings[sign.standing]}`;
  return `${sign.indicator ? `${sign.indicator}, ` : ""}${shows}${standing}${sign.marks.length ? ", marked" : ""}`;
}
