// The figures that the user gave, with the national ones beside them: to explain, never to judge by.

import { h, link } from "../dom.js";

const SHOWN = 3;

/** Return the list of an assessment's figures, all but the first few folded away; null where there are none. */
export function figureList(figures, sources) {
  if (figures.length === 0) return null;
  const list = (some) => h("ul", { class: "figures" }, some.map((one) => item(one, sources)));
  const rest = figures.slice(SHOWN);
  return [
    h("h3", {}, "Figures that you gave"),
    h("p", { class: "hint" }, "They explain; they do not move the stage."),
    list(figures.slice(0, SHOWN)),
    rest.length > 0 ? h("details", {}, h("summary", {}, `${rest.length} more`), list(rest)) : null,
  ];
}

function item({ quote, source, comparator, difference, note }, sources) {
  const where = sources[source];
  return h(
    "li",
    {},
    h("q", {}, quote),
    where ? h("span", { class: "hint" }, " In ", where.href ? link(where.href, where.label) : where.label, ".") : null,
    comparator ? h("p", { class: "small" }, comparator.text, " ", h("a", { href: `/library/${comparator.document_id}` }, "Where this stands")) : null,
    difference ? h("p", { class: "small" }, difference) : null,
    note ? h("p", { class: "hint" }, note) : null,
  );
}
