// A text that is typed or pasted rather than given as a file: it becomes a paper of the case like any other.

import { patch, upload } from "../api.js";
import { announce, button, field, h, showProblem } from "../dom.js";
import { isoDate } from "./dates.js";

/** Return a folded form. `onAdded(document)` is called with the paper; until then what was typed stays, through a reload too. */
export function pasteForm(path, caseId, onAdded) {
  const title = h("input", { type: "text", maxlength: 200, required: true, autocomplete: "off" });
  const date = h("input", { type: "text", autocomplete: "off" });
  const text = h("textarea", { rows: 8, required: true });
  const problem = h("div", {});
  const save = h("button", { type: "submit", class: "primary" }, "Add this text");
  const summary = h("summary", {}, "Paste a text instead");
  const draft = keptInTab(`regrip-paste-${caseId}`, { title, date, text });

  async function send(event) {
    event.preventDefault();
    showProblem(problem, "");
    save.disabled = true;
    try {
      const added = await addText(path, { title: title.value.trim(), date: isoDate(date.value), text: text.value });
      draft.clear();
      box.open = false;
      summary.focus();
      announce(`Added: ${added.title}`);
      onAdded(added);
    } catch (error) {
      showProblem(problem, error.message);
      save.focus();
    } finally {
      save.disabled = false;
    }
  }

  const form = h(
    "form",
    { on: { submit: send, input: draft.save } },
    field("Title", title),
    field("Date", date, "Such as 31 May 2024, May 2024 or 2024. Leave it empty if it has none."),
    field("Text", text),
    problem,
    h("p", { class: "actions" }, save, button("Throw it away", () => (draft.clear(), (box.open = false), summary.focus()))),
  );
  const box = h("details", { class: "paste", open: draft.found }, summary, form);
  return box;
}

/** Keep a text as a file of plain text and give it its title and date; a second try goes on where the first was cut off. */
async function addText(path, { title, date, text }) {
  const name = `${title.replace(/[\\/]/g, "-").slice(0, 100)}.txt`;
  const [result] = await upload(path, new File([text], name, { type: "text/plain" }));
  if (result.outcome === "refused") throw new Error(result.reason);
  if (result.outcome === "known" && result.document.title !== name) {
    throw new Error(`This text is here already, as “${result.document.title}”. Nothing was added.`);
  }
  return patch(`${path}/${result.document.id}`, { title, date }).catch((error) => {
    throw new Error(`The text was added as “${result.document.title}”, but its title or date was not taken: ${error.message}. Correct it and send it again.`);
  });
}

/** Keep the values of fields as long as this tab is open. */
function keptInTab(key, fields) {
  const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
  for (const [name, control] of Object.entries(fields)) control.value = kept[name] || "";
  return {
    found: Object.values(kept).some(Boolean),
    save: () => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value])))),
    clear() {
      sessionStorage.removeItem(key);
      for (const control of Object.values(fields)) control.value = "";
    },
  };
}
