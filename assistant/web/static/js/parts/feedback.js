// What a reader says of an answer or of one sentence of it.

import { post } from "../api.js";
import { announce, button, field, focusOn, h, put, showProblem } from "../dom.js";

const VERDICTS = [
  ["helpful", "Helpful"],
  ["wrong", "Wrong"],
  ["unsupported", "The source does not say this"],
  ["missing", "Something is missing"],
];

/** Return a form that asks for a verdict and a note on an exchange, or on its statement at `path`; `onClose` when it is over. */
export function feedbackForm(exchangeId, path, about, onClose) {
  const name = `verdict-${exchangeId}-${path || "all"}`;
  const choices = VERDICTS.filter(([id]) => path || id !== "unsupported").map(([id, label], at) =>
    h("label", { class: "choice" }, h("input", { type: "radio", name, value: id, checked: at === 0 && !path }), ` ${label}`),
  );
  const note = h("textarea", { rows: 2 });
  const problem = h("div", {});
  const form = h(
    "form",
    { class: "card feedback" },
    h("fieldset", {}, h("legend", {}, about), choices),
    field("What should be different? (may be left empty)", note),
    problem,
    h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Send feedback"), button("Cancel", onClose)),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (!chosen) return showProblem(problem, "Please choose one.");
    try {
      await post(`/exchanges/${exchangeId}/feedback`, { verdict: chosen.value, statement: path, note: note.value });
    } catch (error) {
      return showProblem(problem, error.message);
    }
    const thanks = h("p", { class: "quiet" }, "Kept with the answer. Thank you.");
    put(form, thanks);
    focusOn(thanks);
    announce("Your feedback is kept with the answer.");
  });
  return form;
}
