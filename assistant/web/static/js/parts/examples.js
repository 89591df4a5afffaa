// Fictional services to explore: each becomes a real case, and its director's question is asked in it.

import { get, post } from "../api.js";
import { button, h, link, put, showProblem } from "../dom.js";
import { openWith } from "./opening.js";
import { counted } from "../words.js";

/** Return the examples as cards; where they cannot be had, a sentence that says so. */
export async function exampleCards(level = "h3") {
  try {
    const examples = await get("/examples");
    return h("ul", { class: "cards" }, examples.map((one) => h("li", {}, card(one, level))));
  } catch (error) {
    return h("p", { class: "problem" }, `The examples cannot be shown now. ${error.message}`);
  }
}

function card(example, level) {
  const problem = h("div", {});
  let made = null;
  const load = async () => {
    open.disabled = true;
    open.textContent = "Opening…";
    showProblem(problem, "");
    try {
      made = made || (await post(`/examples/${encodeURIComponent(example.id)}`));
      await openWith(made.case.id, made.message);
    } catch (error) {
      const there = made ? h("p", {}, "Its papers are loaded: ", link(`/cases/${made.case.id}`, `open ${made.case.name}`), ".") : null;
      put(problem, h("p", { class: "problem", role: "alert" }, error.message), there);
      open.disabled = false;
      open.textContent = "Try again";
    }
  };
  const open = button(`Explore ${example.name}`, load);
  return h(
    "article",
    { class: "card example" },
    h(level, {}, example.name),
    h("p", {}, example.summary),
    h("p", { class: "quiet small" }, `${counted(example.papers, "paper")}, and a question that its director might ask.`),
    h("p", { class: "actions" }, open),
    problem,
  );
}
