// The stage strip: five steps from steady to complete lock, with the chance of each and the ones that cannot be ruled out.

import { h, put } from "../dom.js";
import { percent } from "../words.js";

/** Return the strip of an assessment as a figure. Where no stage is named it says so, and shows no chances. */
export function stageStrip(assessment, words) {
  const figure = h("figure", { class: "stage-strip" });
  updateStrip(figure, assessment, words);
  return figure;
}

/** Show another assessment in a strip that is there: bars that stay move to their new length. */
export function updateStrip(figure, assessment, words) {
  if (assessment.stage === null) return put(figure, unnamed(assessment, words));
  if (!figure.querySelector(".strip")) put(figure, h("figcaption"), h("div", { class: "strip", "aria-hidden": "true" }, words.stages.map(step)), h("div", { class: "unseen" }), h("p", { class: "hint strip-note" }));
  const steps = words.stages.map(({ id, name }) => ({ id, name, share: assessment.probabilities[id] || 0, note: noteOf(assessment, id) }));
  put(figure.querySelector("figcaption"), caption(assessment, words));
  steps.forEach((one, at) => showStep(figure.querySelector(`[data-stage="${one.id}"]`), one, steps[at - 1], steps[at + 1]));
  put(figure.querySelector(".unseen"), table(steps));
  figure.querySelector(".strip-note").textContent = explained(steps);
  return figure;
}

function unnamed(assessment, words) {
  const outside = assessment.outcome === "out_of_scope";
  const why = outside ? "So there are no chances of stages to show." : "What was said so far fits too many stages, or says too little, to show chances of them.";
  return h("figcaption", {}, h("h2", {}, `No stage is named: ${words.outcomes[assessment.outcome]}`), h("p", { class: "small" }, why), sure(assessment));
}

function caption(assessment, words) {
  return [h("h2", {}, `Most likely: ${words.outcomes[assessment.stage]}`), sure(assessment)];
}

function sure(assessment) {
  return assessment.certainty ? h("p", { class: "certainty" }, assessment.certainty) : null;
}

function step({ id, name }) {
  const bar = h("span", { class: "step-bar" }, h("span", { class: "step-fill" }));
  return h("div", { class: "step", dataset: { stage: id } }, h("span", { class: "step-name" }, capital(name)), bar, h("span", { class: "step-share" }), h("span", { class: "step-note" }));
}

function showStep(element, { share, note }, before, after) {
  element.classList.toggle("named", note === NAMED);
  element.classList.toggle("plausible", note !== "");
  element.classList.toggle("from", note !== "" && !(before && before.note));
  element.classList.toggle("to", note !== "" && !(after && after.note));
  element.querySelector(".step-fill").style.setProperty("--share", `${Math.round(100 * share)}%`);
  element.querySelector(".step-share").textContent = percent(share);
  element.querySelector(".step-note").textContent = note;
}

const NAMED = "most likely";
const POSSIBLE = "possible";

function noteOf(assessment, stage) {
  if (stage === assessment.stage) return NAMED;
  return assessment.plausible.includes(stage) ? POSSIBLE : "";
}

function explained(steps) {
  if (!steps.some((one) => one.note === POSSIBLE)) return "No other stage is likely enough to keep in mind.";
  return "Shaded under one bracket: the stages that cannot be ruled out.";
}

function table(steps) {
  const row = ({ name, share, note }) => h("tr", {}, h("th", { scope: "row" }, capital(name)), h("td", {}, percent(share)), h("td", {}, note || "unlikely"));
  return h(
    "table",
    {},
    h("caption", {}, "The chance of each stage, in order of difficulty"),
    h("thead", {}, h("tr", {}, ["Stage", "Chance", "Judgement"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, steps.map(row)),
  );
}

/** Return a phrase with a capital letter, as it stands at the beginning of a line. */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
