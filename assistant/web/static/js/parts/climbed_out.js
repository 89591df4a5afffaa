// For each service those of the library that were in its stage and climbed out: what they have in common, and their own sourced words.

import { h, link } from "../dom.js";
import { cites } from "./answer.js";
import { noteAddress } from "./library_entry.js";
import { sourcePanel } from "./source_panel.js";

/** Return the section. Citations open beside it, or over it where there is no room. */
export function climbedOut(comparison, sides, words) {
  const panel = sourcePanel();
  const context = { sources: new Map(comparison.citations.map((one) => [one.n, one])), onCite: (citation, opener) => panel.open(citation, opener) };
  const groups = comparison.climbed.map((group, at) => groupOf(group, sides[at], words, context));
  return h(
    "section",
    { class: "climbed-out answer", "aria-labelledby": "climbed-out" },
    h("div", { class: "climbed-main" }, h("h2", { id: "climbed-out" }, "Services like these that climbed out"), groups),
    h("div", { class: "climbed-beside" }, panel.element),
  );
}

function groupOf(group, side, words, context) {
  const none = group.services.length === 0;
  return [h("h3", {}, none ? group.name : `Like ${group.name}`), none ? h("p", {}, whyNone(side, words)) : group.services.map((one, at) => service(one, at === 0, context))];
}

function whyNone(side, words) {
  if (side.stage === null) return "No stage is named for it, so there is none to have climbed out of.";
  if (side.stage === "steady") return "It is in no difficulty, so there is nothing to climb out of.";
  return `The library has no service whose sources show ${words.outcomes[side.stage]} and that climbed out of it.`;
}

function service(one, open, context) {
  const signs = one.signs.map(({ quote, statement }) =>
    h("li", {}, h("p", {}, h("b", {}, "Yours: "), h("q", {}, quote)), h("p", {}, h("b", {}, "There: "), statement.text, cites(statement, context))),
  );
  return h(
    "details",
    { class: "climbed card", open },
    h("summary", {}, h("h4", {}, one.title)),
    h("p", {}, one.why),
    signs.length ? [h("h5", {}, "What comes near in meaning"), h("ul", { class: "near" }, signs)] : null,
    told("What was done", one.done, context),
    told("How long it took", one.took, context),
    told("What did not work", one.failed, context),
    h("p", { class: "quiet small" }, `Told by: ${one.sources.join("; ")}. `, link(noteAddress(one.document_id), ["Read the whole note", h("span", { class: "unseen" }, ` on ${one.title}`)])),
  );
}

function told(title, statements, context) {
  if (!statements.length) return null;
  return [h("h5", {}, title), h("ul", {}, statements.map((statement) => h("li", {}, statement.text, cites(statement, context))))];
}
