// What changed between two dates, as elements: both states, the signs with their quotes, changes of stage with plans, months without a paper.

import { h, link } from "../dom.js";
import { counted, readableDate } from "../words.js";
import { capital } from "./strip.js";

const FOLDED = 5;
const NOT_CAUSE = "A plan that came before a change is not shown to have caused it.";

/** Return the parts of a report, the first a heading that says it in a sentence. `places` gives the address of a paper by its title, for those of the case. */
export function changeReport(changes, words, places) {
  const context = { words, places };
  return [
    h("h3", { class: "moved" }, words.moved[changes.moved]),
    h("dl", { class: "states" }, state("Before", changes.before, context), state("After", changes.after, context)),
    Object.entries(words.sign_changes).map(([kind, title]) => signs(title, changes.signs.filter((sign) => sign.change === kind), context)),
    turns(changes.changes, context),
    gaps(changes.gaps, context),
    notes(changes.warnings),
  ];
}

function state(name, one, { words, places }) {
  const day = `At the end of ${readableDate(one.day)}`;
  if (one.stage === null) return [h("dt", {}, name), h("dd", {}, `${day}: not known.`)];
  const paper = [paperLink(one.paper, places), datedBeside(one.paper, one.paper_date)];
  return [h("dt", {}, name), h("dd", {}, `${day}: `, h("strong", {}, words.outcomes[one.stage]), ", by ", paper, `. ${one.certainty}`)];
}

function signs(title, all, context) {
  if (!all.length) return null;
  const items = all.map((sign) => h("li", {}, h("p", {}, signWords(sign, context)), quotes(sign, context)));
  const rest = items.length > FOLDED ? h("details", {}, h("summary", {}, `${counted(items.length - FOLDED, "more sign")}`), h("ul", { class: "changed-signs" }, items.slice(FOLDED))) : null;
  return h("section", {}, h("h4", {}, `${title} (${all.length})`), h("ul", { class: "changed-signs" }, items.slice(0, FOLDED)), rest);
}

function signWords(sign, { words }) {
  const stage = sign.stage === "steady" ? "A steady service" : capital(words.outcomes[sign.stage]);
  const theme = sign.theme ? `, ${words.themes[sign.theme]}` : "";
  const loosely = sign.loosely ? " (the same stage and theme, not the same sign)" : "";
  return [h("b", {}, `${stage}${theme}${loosely}${sign.meaning ? ":" : ""}`), sign.meaning ? ` ${sign.meaning}` : ""];
}

function quotes(sign, context) {
  const sides = [["Before", sign.before], ["After", sign.after], ["Said to be over or not so", sign.denied]];
  return h("ul", {}, sides.flatMap(([name, said]) => said.map((one) => quote(name, one, context))));
}

function quote(name, one, { places }) {
  const place = places.get(one.paper);
  const paper = place ? link(`${place}?at=${one.start}-${one.end}`, one.paper) : one.paper;
  return h("li", {}, h("span", { class: "quiet" }, `${name}: `), h("q", {}, one.quote), h("span", { class: "quiet small" }, " ", paper, datedBeside(one.paper, one.date)));
}

function turns(all, { words, places }) {
  if (!all.length) return null;
  const one = (turn) =>
    h(
      "li",
      {},
      h("p", {}, h("strong", {}, readableDate(turn.date)), `: from ${words.outcomes[turn.from]} to ${words.outcomes[turn.to]}, by `, paperLink(turn.paper, places)),
      turn.plans.length ? h("ul", {}, turn.plans.map((plan) => planBefore(plan, places))) : h("p", { class: "quiet" }, "No plan is known from the time before it."),
    );
  const cause = all.some((turn) => turn.plans.length) ? h("p", { class: "quiet small" }, NOT_CAUSE) : null;
  return h("section", {}, h("h4", {}, "Changes of stage, and the plans that came before"), h("ol", { class: "changed-stages" }, all.map(one)), cause);
}

function planBefore(plan, places) {
  return h("li", {}, paperLink(plan.title, places), `, ${readableDate(plan.date)}: ${plan.months === 0 ? "less than a month" : counted(plan.months, "month")} before`);
}

function gaps(all, { places }) {
  if (!all.length) return null;
  const span = (gap) => [...new Set([gap.first, gap.last])].map(readableDate).join(" to ");
  const silent = (gap) => gap.silent.flatMap((title, at) => [at ? ", " : "", paperLink(title, places)]);
  const one = (gap) => h("li", {}, `${span(gap)}: ${counted(gap.months, "month")}`, gap.silent.length ? ["; came then and says no stage: ", silent(gap)] : "", ".");
  return h("section", {}, h("h4", {}, "Months without a paper that says a stage"), h("ul", {}, all.map(one)));
}

function notes(warnings) {
  if (!warnings.length) return null;
  return h("section", {}, h("h4", {}, "Please note"), h("ul", {}, [...new Set(warnings)].map((text) => h("li", {}, text))));
}

function paperLink(title, places) {
  return places.has(title) ? link(places.get(title), title) : title;
}

/** The date of a paper, where its title does not say the year. */
function datedBeside(title, date) {
  return date && !title.includes(date.slice(0, 4)) ? `, ${readableDate(date)}` : "";
}
