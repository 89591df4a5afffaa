// The form that adds evidence: words that stand in a message or a paper, and the stage that they show.

import { button, field, h, put } from "../dom.js";
import { capital } from "./strip.js";

const LEAST_PICKED = 10;
/* Characters: a shorter selection on the page is a slip of the hand rather than words picked. */

/**
 * Return {element, form}: a button that opens the form in its own place. `onAdd({quote, verdict, stage})` returns a promise;
 * `onAdded(quote)` moves the focus afterwards. What is typed stays until it has been added.
 */
export function addEvidence({ words, onAdd, onAdded }) {
  const quote = h("textarea", { rows: 3, name: "quote" });
  const stage = h("select", { name: "stage" }, h("option", { value: "" }, "Choose a stage"), words.stages.map(({ id, name }) => h("option", { value: id }, capital(name))));
  const signs = h("div", {});
  const problem = h("div", {});
  const submit = h("button", { type: "submit", class: "primary" }, "Add as a sign");
  const form = h(
    "form",
    { class: "card add-evidence", hidden: true },
    h("h3", {}, "Add evidence"),
    field("The words", quote, "Exactly as they stand in a message or a paper of this case. Paste them, or select them on the page before you open this."),
    field("The stage that they show", stage),
    signs,
    problem,
    h("div", { class: "actions" }, submit, button("Cancel", () => close())),
  );
  const opener = button("Add evidence", () => open(), { "aria-expanded": "false" });
  const fail = (text, control) => {
    put(problem, text ? h("p", { class: "problem", role: "alert" }, text) : null);
    if (control) control.focus();
  };

  function open() {
    const picked = String(getSelection()).trim();
    if (!quote.value.trim() && picked.length >= LEAST_PICKED) quote.value = picked;
    form.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    (quote.value ? stage : quote).focus();
  }

  function close() {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  async function add(event) {
    event.preventDefault();
    const said = quote.value.trim();
    if (!said) return fail("Give the words first.", quote);
    if (!stage.value) return fail("Choose the stage that the words show.", stage);
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    fail("");
    submit.textContent = "Judging anew…";
    try {
      await onAdd({ quote: said, verdict: "add", stage: stage.value });
      quote.value = stage.value = "";
      put(signs);
      close();
      onAdded(said);
    } catch (error) {
      fail(error.message, quote);
    } finally {
      submit.textContent = "Add as a sign";
      form.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("submit", add);
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  stage.addEventListener("change", () => put(signs, stage.value ? hints(stage.value, words) : null));
  return h("div", { class: "adding no-print" }, h("p", { class: "actions" }, opener), form);
}

function hints(stage, words) {
  const { name, mechanism } = words.stages.find(({ id }) => id === stage);
  const own = words.indicators.filter((one) => one.stage === stage);
  return [
    h("p", { class: "hint" }, mechanism),
    h("details", {}, h("summary", {}, `What shows ${name}: ${own.length} signs`), h("ul", { class: "sign-list small" }, own.map(({ code, text }) => h("li", {}, h("b", {}, code), ` ${text}`)))),
  ];
}
