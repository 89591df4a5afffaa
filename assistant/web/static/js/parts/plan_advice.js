// What a plan lacks at its stage, the order of work that follows from the check, and how much it asks for at once.

import { button, h, link } from "../dom.js";
import { sourceButton } from "./plan_action.js";

/** Return what is missing, each with its reason and source; `onAdd(gap)` is null where nothing may be changed. */
export function planGaps(check, { onAdd, onCite }) {
  const sources = new Map(check.citations.map((one) => [one.n, one]));
  const items = check.gaps.map((gap) =>
    h(
      "li",
      {},
      h("h3", {}, link(`/library/${gap.response}`, gap.title)),
      h("p", {}, gap.why),
      h("p", { class: "action-sources small" }, gap.citations.filter((n) => sources.has(n)).map((n) => sourceButton(sources.get(n), onCite, gap.response))),
      onAdd ? button(["Add to the plan", h("span", { class: "unseen" }, `: ${gap.title}`)], () => onAdd(gap), { class: "small no-print" }) : null,
    ),
  );
  return h(
    "section",
    { class: "plan-gaps" },
    h("h2", { tabindex: "-1" }, "What the plan lacks"),
    items.length > 0
      ? [h("p", { class: "quiet" }, "Responses that fit this stage, and that no action of the plan is."), h("ul", { class: "gap-list" }, items)]
      : h("p", {}, "Nothing that Regrip's guidance puts first at this stage is missing."),
  );
}

/** Return the order of work; `keys` are the ids of the rows that were checked. A mismatch, an unclear action and a close call have no place in it. */
export function planOrder(check, keys) {
  if (check.sequence.length === 0) return null;
  const items = check.sequence.map((step) =>
    h(
      "li",
      {},
      h("p", {}, h("a", { href: `#${keys[step.action - 1]}` }, `Action ${step.action}`), `: ${shortened(check.actions[step.action - 1].text)}`),
      h("p", { class: "quiet small" }, step.why),
    ),
  );
  const left = check.actions.length - check.sequence.length;
  return h(
    "section",
    { class: "plan-order" },
    h("h2", {}, "Suggested order"),
    h("ol", {}, items),
    left > 0 ? h("p", { class: "quiet small" }, left === 1 ? "One action has no place: it is a mismatch, unclear or a close call. Reword it, or leave it for later." : `${left} actions have no place: they are a mismatch, unclear or a close call. Reword them, or leave them for later.`) : null,
  );
}

/** Return how much the plan asks for at once, what was said of those who would do it, and the source of a limit. */
export function planLoad(check, onCite) {
  if (!check.load) return null;
  const sources = check.citations.filter((one) => check.load.citations.includes(one.n));
  return h(
    "section",
    { class: "plan-load" },
    h("h2", {}, "How much at once"),
    h("p", {}, check.load.why),
    check.load.said ? h("p", { class: "quiet small" }, "You said: ", h("q", {}, check.load.said)) : null,
    sources.length > 0 ? h("p", { class: "action-sources small" }, sources.map((one) => sourceButton(one, onCite))) : null,
  );
}

const LONGEST = 90;

function shortened(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
}
