// A council's own Word template: chosen here, sent along when the file is made, and kept nowhere.

import { announce, button, h, put, showProblem } from "../dom.js";
import { megabytes } from "./upload.js";

const LARGEST = 20_000_000;
const EXAMPLE = `{{ title }}
Made on {{ made_on }}

{%p for part in parts %}
{{ part.title }}
{%p for line in part.lines %}
{{ line.words }}
{%p endfor %}
{%p endfor %}`;

/** Return {element, file()}. `onChanged(file)` is called when one was chosen, or with null when it was taken out again. */
export function councilTemplate(onChanged) {
  let chosen = null;
  const problem = h("div", {});
  const state = h("p", { class: "template-state" });
  const input = h("input", { type: "file", accept: ".docx", class: "unseen", tabindex: "-1", "aria-label": "A Word template" });
  const choose = button("Choose a template", () => input.click(), { class: "small" });

  /** Take a file with its content as it is now: one that is saved anew in Word later could not be sent any more. */
  async function take(picked) {
    showProblem(problem, "");
    if (picked && picked.size > LARGEST) return showProblem(problem, `${picked.name} has ${megabytes(picked.size)}, more than ${megabytes(LARGEST)}. Take large pictures out of it.`);
    const file = picked ? await copied(picked) : null;
    input.value = "";
    if (picked && !file) return showProblem(problem, `${picked.name} cannot be read. Choose it again.`);
    chosen = file;
    show();
    onChanged(file);
    announce(file ? `${file.name} is filled in when the file is made.` : "No template is used.");
    choose.focus();
  }

  function show() {
    choose.textContent = chosen ? "Choose another" : "Choose a template";
    put(state, chosen ? [h("strong", {}, chosen.name), " ", button(["Take it out", h("span", { class: "unseen" }, ` ${chosen.name}`)], () => take(null), { class: "plain small" })] : null);
  }

  input.addEventListener("change", () => input.files.length && take(input.files[0]));
  const element = h(
    "fieldset",
    { class: "council-template" },
    h("legend", {}, "Your council's template"),
    h("p", { class: "hint" }, "A Word document of your own whose names in double braces are filled in: letterhead, fonts and signature stay yours. Nothing of it is kept."),
    h("div", { class: "actions" }, choose, input),
    state,
    problem,
    h("details", {}, h("summary", { class: "small" }, "What stands in a template"), h("p", { class: "small" }, "Such as this, each line a paragraph in your own style. What stands between {%p for … %} and {%p endfor %} is repeated."), h("pre", {}, EXAMPLE), h("p", { class: "small" }, moreNames())),
  );
  return { element, file: () => chosen };
}

/** Return a file with the content of another, null where it cannot be read. */
async function copied(file) {
  try {
    return new File([await file.arrayBuffer()], file.name, { type: file.type });
  } catch {
    return null;
  }
}

/** What else a template may name, in a few sentences. */
function moreNames() {
  const code = (name) => h("code", {}, name);
  const parts = ["evidence_for", "evidence_against", "recommended_steps", "what_is_not_known"].map((name) => [code(`part.${name}`), ", "]);
  return ["One part alone is ", parts, "and so on: the headings beside, in small letters. ", code("sources"), " is the list of sources, each with ", code("n"), ", ", code("title"), ", ", code("publisher"), ", ", code("date"), " and ", code("url"), ". ", code("kind"), " says which paper it is."];
}
