// The cases of which some are chosen to be compared: a form that leads to the address of their comparison.

import { announce, field, freshId, h, showProblem } from "../dom.js";
import { counted, readableTime } from "../words.js";
import { capital } from "./strip.js";

export const LEAST = 2;
export const MOST = 6;
const SEARCHED = 8;

/** Return the form. `chosen` are the ids that are ticked at first; a case with nothing in it cannot be. */
export function casePicker(cases, chosen, words) {
  const rows = cases.map((one) => rowOf(one, chosen.includes(one.id), words));
  const boxes = rows.map((row) => row.box);
  const count = h("p", { class: "hint", id: freshId("count") });
  const problem = h("div", {});
  const ticked = () => boxes.filter((box) => box.checked).length;

  function changed(told) {
    const full = ticked() >= MOST;
    for (const row of rows) row.box.disabled = row.empty || (full && !row.box.checked);
    count.textContent = full ? `${MOST} are chosen, the most that can be read side by side. Take one out to choose another.` : `Choose ${LEAST} to ${MOST}. ${counted(ticked(), "service")} chosen.`;
    if (ticked() >= LEAST) showProblem(problem, "");
    if (told && full) announce(count.textContent);
  }

  function submit(event) {
    if (ticked() >= LEAST) return;
    event.preventDefault();
    showProblem(problem, `Choose ${LEAST} services or more. ${counted(ticked(), "service")} chosen.`);
    (boxes.find((box) => !box.disabled && !box.checked) || boxes[0]).focus();
  }

  changed(false);
  for (const box of boxes) box.addEventListener("change", () => changed(true));
  return h(
    "form",
    { class: "case-picker", method: "get", action: "/compare", on: { submit } },
    cases.length > SEARCHED ? searchOf(rows) : null,
    h("fieldset", { "aria-describedby": count.id }, h("legend", {}, "Services to compare"), count, h("ul", {}, rows.map((row) => row.element))),
    problem,
    h("p", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Compare")),
  );
}

function rowOf(one, checked, words) {
  const empty = one.documents + one.conversations === 0;
  const box = h("input", { type: "checkbox", name: "case", value: one.id, id: freshId("case"), checked: checked && !empty });
  const about = h("span", { class: "quiet small", id: `${box.id}-about` }, factsOf(one, empty, words));
  box.setAttribute("aria-describedby", about.id);
  const element = h("li", { class: "choice" }, box, h("div", {}, h("label", { for: box.id }, one.name), about));
  return { box, empty, element, words: `${one.name} ${one.service}`.toLocaleLowerCase("en-GB") };
}

function factsOf(one, empty, words) {
  const stage = one.last_outcome ? words.outcomes[one.last_outcome] : "";
  const has = empty ? "Nothing in it yet" : `${counted(one.documents, "paper")}, last changed ${readableTime(one.changed)}`;
  return [one.service, stage && capital(stage), has, one.archived ? "Archived" : ""].filter(Boolean).join(". ");
}

/** A field that hides what it does not find; what is ticked stays in sight. */
function searchOf(rows) {
  const search = h("input", { type: "search", autocomplete: "off" });
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  search.addEventListener("input", () => {
    const wanted = search.value.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
    for (const row of rows) row.element.hidden = !row.box.checked && !wanted.every((word) => row.words.includes(word));
    announce(`${counted(rows.filter((row) => !row.element.hidden).length, "case")} shown.`);
  });
  return field("Find a case by its name or service", search);
}
