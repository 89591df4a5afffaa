// A plan that is brought: pasted or as a file, read by the server, and corrected by its reader before it is kept.

import { post, sendForm } from "../api.js";
import { announce, button, field, focusAgain, focusOn, h, put, showProblem } from "../dom.js";
import { counted, sentence } from "../words.js";
import { readActions } from "./plan_review.js";

const KINDS = ".docx,.xlsx,.csv,.pdf,.odt,.html,.md,.txt";

/** Return the form: {element}. `onKeep(texts)` keeps the plan and raises ApiError; until then all that was typed stays, through a reload. */
export function planReader({ caseId, onKeep, keepLabel }) {
  const reader = new PlanReader(`regrip-plan-${caseId}`, onKeep, keepLabel);
  return { element: reader.element };
}

class PlanReader {
  constructor(key, onKeep, keepLabel) {
    Object.assign(this, { key, onKeep, keepLabel });
    this.element = h("div", { class: "plan-reader" });
    const { text = "", read = null } = JSON.parse(sessionStorage.getItem(key) || "{}");
    this.text = text;
    if (read) this.review(read, false);
    else this.ways();
  }

  remember(values) {
    Object.assign(this, values);
    sessionStorage.setItem(this.key, JSON.stringify({ text: this.text, read: this.read || null }));
  }

  /** Offer to paste a plan, or to bring a file. */
  ways() {
    const box = h("textarea", { rows: 8, value: this.text, on: { input: () => this.remember({ text: box.value }) } });
    const problem = h("div", {});
    const read = h("button", { type: "submit", class: "primary" }, "Read this plan");
    const submit = async (event) => {
      event.preventDefault();
      showProblem(problem, "");
      if (!box.value.trim()) {
        showProblem(problem, "Please paste the actions of the plan first, one a line.");
        return box.focus();
      }
      read.disabled = true;
      await this.tried(() => post("/plan/read", { text: box.value }), problem);
      read.disabled = false;
    };
    put(
      this.element,
      h("section", { class: "card" }, h("h2", {}, "Bring a file"), this.fileChooser()),
      h(
        "section",
        { class: "card" },
        h("h2", {}, "Or paste it"),
        h("form", { on: { submit } }, field("The actions of the plan", box, "One a line. A list or a table copied from a document works too."), problem, h("p", { class: "actions" }, read)),
      ),
    );
  }

  fileChooser() {
    const problem = h("div", {});
    const state = h("p", { class: "quiet", "aria-live": "polite" });
    const input = h("input", { type: "file", accept: KINDS, class: "unseen", tabindex: "-1", "aria-label": "A file with the plan" });
    const choose = button("Choose a file", () => input.click());
    const take = async (files) => {
      showProblem(problem, files.length > 1 ? "One file at a time, please: the one with the plan." : "");
      if (files.length !== 1) return;
      const form = new FormData();
      form.append("file", files[0], files[0].name);
      choose.disabled = true;
      const told = (share) => (state.textContent = share < 1 ? `Sending ${files[0].name}, ${Math.round(100 * share)}%` : `Reading ${files[0].name}…`);
      await this.tried(() => sendForm("/plan/read", form, told), problem);
      choose.disabled = false;
      input.value = "";
      state.textContent = "";
      if (choose.isConnected) focusAgain(choose);
    };
    input.addEventListener("change", () => take([...input.files]));
    const zone = h(
      "div",
      { class: "drop" },
      h("p", {}, "Drop a file here, or ", choose, input),
      h("p", { class: "hint" }, "Word, Excel, CSV, PDF, OpenDocument, web page or text. Only its actions are taken; the file is not kept."),
      state,
    );
    const over = (on) => (event) => (event.preventDefault(), zone.classList.toggle("over", on));
    zone.addEventListener("dragenter", over(true));
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => (over(false)(event), take([...event.dataTransfer.files])));
    return [zone, problem];
  }

  async tried(reading, problem) {
    try {
      const read = await reading();
      if (read.actions.length === 0) throw new Error(read.warnings.join(" "));
      this.review(read, true);
    } catch (error) {
      showProblem(problem, error.code === "unreachable" ? `${error.message} Nothing you typed is lost; try again then.` : sentence(error.message));
    }
  }

  /** Show what was read, to be corrected. */
  review(read, fresh) {
    this.remember({ read });
    const heading = h("h2", {}, `${counted(read.actions.length, "action")} read${read.name ? ` from ${read.name}` : ""}`);
    const list = readActions(
      read.actions.map((action) => action.text),
      (texts) => this.remember({ read: { ...read, actions: texts.map((text) => ({ text })) } }),
    );
    const problem = h("div", {});
    const keep = button(this.keepLabel, async () => {
      showProblem(problem, "");
      const texts = list.texts();
      if (texts.length === 0) return showProblem(problem, "There is no action left. Add one, or start again.");
      keep.disabled = true;
      try {
        await this.onKeep(texts);
        sessionStorage.removeItem(this.key);
        Object.assign(this, { text: "", read: null });
        this.ways();
      } catch (error) {
        showProblem(problem, sentence(error.message));
      }
      keep.disabled = false;
    }, { class: "primary" });
    const again = () => {
      this.remember({ read: null });
      this.ways();
      focusOn(this.element.querySelector("h2"));
    };
    put(
      this.element,
      h(
        "section",
        { class: "card" },
        heading,
        h("p", {}, "Correct what was read wrongly. Nothing is kept until you say so."),
        read.warnings.map((warning) => h("p", { class: "plan-warning" }, warning)),
        list.element,
        problem,
        h("p", { class: "actions" }, keep, button("Start again", again)),
      ),
    );
    if (!fresh) return;
    announce(`${heading.textContent}. Correct what was read wrongly, then keep the plan.`);
    focusOn(heading);
  }
}
