// Words of a paper that its reader takes for a sign: which words, and of which stage.

import { button, field, h, showProblem } from "../dom.js";

/**
 * Return the content of the note that adds evidence. `selected` is {text} or null, when the words have to be typed.
 * `onAdd({quote, stage})` returns a promise; what fails is said in the note, and what was typed stays.
 */
export function addEvidence(selected, { words, onAdd, onCancel }) {
  const problem = h("div", {});
  const quote = h("textarea", { rows: 3, required: true });
  const stage = h("select", { required: true }, h("option", { value: "" }, "Choose a stage"), words.stages.map((one) => h("option", { value: one.id }, one.name)));
  const hint = h("p", { class: "hint", "aria-live": "polite" });
  const save = h("button", { type: "submit", class: "primary" }, "Add as evidence");
  stage.addEventListener("change", () => (hint.textContent = (words.stages.find((one) => one.id === stage.value) || { mechanism: "" }).mechanism));

  async function send(event) {
    event.preventDefault();
    showProblem(problem, "");
    save.disabled = true;
    try {
      await onAdd({ quote: quote.value, stage: stage.value });
    } catch (error) {
      showProblem(problem, `This was not kept. ${error.message}`);
      save.disabled = false;
      save.focus();
    }
  }

  return [
    h("h2", { class: "note-title", tabindex: "-1" }, "Add evidence"),
    h(
      "form",
      { on: { submit: send } },
      selected ? h("blockquote", {}, selected.text) : field("The words", quote, "Word for word as they stand in this paper. You may also select them in the text."),
      field("What they show, now and here", stage),
      hint,
      problem,
      h("p", { class: "actions" }, save, button("Cancel", onCancel)),
    ),
  ];
}
