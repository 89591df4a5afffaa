// Services side by side: a column for each, or, where there is no room, one below the other under each question.

import { h, link } from "../dom.js";
import { counted, percent, readableDate } from "../words.js";
import { noteAddress } from "./library_entry.js";
import { capital } from "./strip.js";

const ROWS = [
  ["Case", about],
  ["Stage", stage],
  ["How sure", (side) => side.certainty || "Not said, for no stage is named."],
  ["Range", range],
  ["Direction", direction],
  ["Main signs", signs],
  ["Nothing said about", silent],
  ["What helps there", helps],
  ["Plan", plan],
];

const LIST_MARK = /^[-*•]\s+/;
/* A sentence that stood in a list brings its mark along. */

/** Return the table of sides, each with `theCase` and the `papers` of that; `sources` are citations by number. Roles are named, for narrow screens lay it out as blocks. */
export function sideTable(sides, words, sources) {
  const cell = (make) => (side) => h("td", { role: "cell" }, h("span", { class: "cell-name", "aria-hidden": "true" }, side.name), h("div", {}, make(side, words, sources)));
  return h(
    "div",
    { class: "table" },
    h(
      "table",
      { class: "sides", role: "table", style: { "--sides": String(sides.length) } },
      h("caption", { class: "unseen" }, "Services side by side"),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("td", { role: "cell" }), sides.map(head))),
      h("tbody", { role: "rowgroup" }, ROWS.map(([name, make]) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, name), sides.map(cell(make))))),
    ),
  );
}

function head(side) {
  return h("th", { scope: "col", role: "columnheader" }, side.name);
}

function about(side) {
  const facts = [side.theCase.service, counted(side.documents, "paper")].filter(Boolean).join(", ");
  return [h("p", {}, facts), h("p", { class: "small no-print" }, link(`/cases/${side.theCase.id}`, ["Open the case", h("span", { class: "unseen" }, ` ${side.name}`)]))];
}

function stage(side, words) {
  if (side.stage === null) return [h("strong", {}, capital(words.outcomes[side.outcome])), h("p", { class: "small" }, words.status_messages[side.status])];
  return h("strong", {}, capital(words.outcomes[side.stage]));
}

/** The stages that cannot be ruled out, as five steps to compare at a glance and in words. */
function range(side, words) {
  if (side.stage === null) return "No stage is named.";
  const step = ({ id }) => h("span", { class: `rung${side.plausible.includes(id) ? " plausible" : ""}${id === side.stage ? " named" : ""}` });
  const said = words.stages.filter(({ id }) => side.plausible.includes(id)).map(({ id, name }) => `${name} (${percent(side.probabilities[id])})`);
  return [h("span", { class: "ladder", "aria-hidden": "true" }, words.stages.map(step)), h("p", {}, capital(new Intl.ListFormat("en-GB", { type: "disjunction" }).format(said)))];
}

function direction(side, words) {
  if (side.direction === null) return "No papers to tell it from.";
  return [h("p", {}, capital(words.directions[side.direction])), h("p", { class: "small no-print" }, link(`/cases/${side.theCase.id}/timeline`, ["Timeline", h("span", { class: "unseen" }, ` of ${side.name}`)]))];
}

function signs(side, words) {
  if (!side.evidence.length) return "None.";
  return h("ul", { class: "side-signs" }, side.evidence.map((sign) => h("li", {}, h("q", {}, sign.quote.replace(LIST_MARK, "")), h("span", { class: "quiet small" }, from(sign, side), meaning(sign, words)))));
}

function from(sign, side) {
  const paper = side.papers.find((one) => one.title === sign.source);
  if (!paper) return sign.date ? [sign.source, `, ${readableDate(sign.date)}`] : link(`/cases/${side.theCase.id}`, "Said in the conversation");
  const dated = sign.date && !paper.title.includes(sign.date.slice(0, 4)) ? `, ${readableDate(sign.date)}` : "";
  return [link(`/cases/${side.theCase.id}/documents/${paper.id}`, paper.title), dated];
}

function meaning(sign, words) {
  const said = [sign.theme ? capital(words.themes[sign.theme]) : "", sign.meaning].filter(Boolean).join(": ");
  return said ? [". ", said] : null;
}

function silent(side, words) {
  if (!side.missing_themes.length) return "Something was said about every theme.";
  return capital(new Intl.ListFormat("en-GB").format(side.missing_themes.map((theme) => words.themes[theme])));
}

function helps(side, words, sources) {
  const found = words.stages.find(({ id }) => id === side.stage);
  if (!found) return "Not known before the stage is.";
  const steps = side.steps.length ? h("ol", { class: "side-signs" }, side.steps.map((step) => nextStep(step, sources))) : null;
  const folded = steps && h("details", {}, h("summary", { class: "small" }, "Next steps", h("span", { class: "unseen" }, ` for ${side.name}`)), steps);
  return [h("p", {}, found.helps), folded, h("p", { class: "small no-print" }, link(`/cases/${side.theCase.id}/briefing`, ["All of it: the briefing", h("span", { class: "unseen" }, ` of ${side.name}`)]))];
}

/** A step by its name, which leads to the note that it is from, and in the note's words why, what first, who, and the sign that it works. */
function nextStep(step, sources) {
  const [name, ...lines] = step.text.split("\n");
  const source = sources.get(step.citations[0]);
  const head = source ? link(noteAddress(source.document_id), name.replace(/\.$/, "")) : name;
  return h("li", {}, head, lines.map((line) => h("span", { class: "quiet small" }, line)));
}

function plan(side) {
  if (side.actions === null) return "No plan in the case.";
  const none = side.mismatches.length === 0;
  const whole = link(`/cases/${side.theCase.id}/plan`, ["The whole plan", h("span", { class: "unseen" }, ` of ${side.name}`)]);
  const said = none ? `None of its ${counted(side.actions, "action")} is a mismatch.` : `${side.mismatches.length} of ${counted(side.actions, "action")} ${side.mismatches.length === 1 ? "is" : "are"} a mismatch.`;
  return [h("p", {}, said), none ? null : mismatches(side), h("p", { class: "small no-print" }, whole)];
}

function mismatches(side) {
  const one = (action) => h("li", {}, action.text, h("span", { class: "quiet small" }, action.because || action.why));
  return h("details", {}, h("summary", { class: "small" }, "Which, and why", h("span", { class: "unseen" }, ` in ${side.name}`)), h("ul", { class: "side-signs" }, side.mismatches.map(one)));
}
