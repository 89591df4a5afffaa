// How a plan fits its stage, at a glance: each fit has a shape and words, never a colour alone.

import { button, h, svg } from "../dom.js";
import { counted } from "../words.js";

export const FITS = ["fits", "partial", "mismatch", "unclear"];
const SHAPES = {
  fits: () => [svg("circle", { cx: 8, cy: 8, r: 7 }), svg("path", { class: "cut", d: "M4.5 8.3 7 10.8 11.5 5.6" })],
  partial: () => [svg("circle", { class: "ring", cx: 8, cy: 8, r: 6.2 }), svg("path", { d: "M8 1.8a6.2 6.2 0 0 1 0 12.4z" })],
  mismatch: () => [svg("path", { d: "M8 .5 15.5 8 8 15.5 .5 8z" }), svg("path", { class: "cut", d: "M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" })],
  unclear: () => [svg("rect", { class: "ring dashed", x: 1.8, y: 1.8, width: 12.4, height: 12.4, rx: 2 })],
};

/** Return the sign of a fit, without words. */
export function fitSign(fit) {
  return svg("svg", { class: `fit-sign ${fit}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" }, SHAPES[fit]());
}

/** Return a fit as a tag: its sign and its words. */
export function fitTag(fit, words) {
  return h("span", { class: `fit ${fit}` }, fitSign(fit), words.fits[fit]);
}

/** Return how many actions have each fit. */
export function countsOf(check) {
  return Object.fromEntries(FITS.map((fit) => [fit, check.actions.filter((action) => action.fit === fit).length]));
}

/** Return the sentence that sums a check up. */
export function summaryOf(check, words) {
  const { fits, partial, mismatch, unclear } = countsOf(check);
  const said = [
    `${fits} ${fits === 1 ? "fits" : "fit"}`,
    `${partial} ${partial === 1 ? "fits" : "fit"} in part`,
    `${mismatch} ${mismatch === 1 ? "is a mismatch" : "are mismatches"}`,
    `${unclear} ${unclear === 1 ? "is" : "are"} unclear`,
  ];
  const parts = said.filter((_, at) => check.actions.some((action) => action.fit === FITS[at]));
  const listed = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];
  return `This case points to ${words.outcomes[check.outcome]}. Of ${counted(check.actions.length, "action")}, ${listed}.`;
}

/** Return the bar and the buttons below it, which are its legend and show the actions of one fit. `shown` is a fit, or "" for all. */
export function fitBar(check, words, shown, onShow) {
  const counts = countsOf(check);
  const total = check.actions.length;
  const segments = FITS.filter((fit) => counts[fit] > 0).map((fit) => h("span", { class: `segment ${fit}`, style: { "--share": counts[fit] } }));
  const choice = (fit, label, number) =>
    button([fit ? fitSign(fit) : null, h("span", {}, label), " ", h("span", { class: "number" }, number)], () => onShow(fit), {
      class: "small fit-choice",
      "aria-pressed": String(shown === fit),
      dataset: { fit, label },
    });
  return h(
    "div",
    { class: "fit-overview" },
    h("div", { class: "fit-bar", "aria-hidden": "true" }, segments),
    h(
      "div",
      { class: "fit-choices", role: "group", "aria-label": "Show actions by fit" },
      choice("", "all", total),
      FITS.map((fit) => (counts[fit] > 0 ? choice(fit, words.fits[fit], counts[fit]) : null)),
    ),
  );
}
