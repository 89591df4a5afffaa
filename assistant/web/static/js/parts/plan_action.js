// One action of a plan: its words, how it fits and why, and what can be done with it.

import { button, h, keeping, link, put, showProblem } from "../dom.js";
import { fitTag } from "./plan_fit.js";

/**
 * A row of the list. `deeds` are what the screen does, each given the row: save(row, text), move(row, by), drop(row), and
 * cite(citation, opener); null where the reader may change nothing.
 */
export class ActionRow {
  constructor(item, words, deeds) {
    Object.assign(this, { key: item.key, text: item.text, words, deeds, judged: null, box: null });
    this.heading = h("h3", { tabindex: "-1" });
    this.fit = h("span", { class: "action-fit" });
    this.says = h("div", { class: "action-says" });
    this.why = h("div", { class: "action-why" });
    this.tools = h("div", { class: "action-tools no-print" });
    this.element = h("li", { class: "plan-action", id: item.key }, h("div", { class: "action-top" }, this.heading, this.fit), this.says, this.why, this.tools);
    this.showText();
  }

  /** Show the place in the plan, counted from 1. */
  place(number, total) {
    put(this.heading, h("span", { class: "unseen" }, "Action "), String(number));
    this.number = number;
    if (this.deeds.save) this.showTools(total);
  }

  showTools(total) {
    const named = (label) => [label, h("span", { class: "unseen" }, ` action ${this.number}`)];
    const tool = (name, label, deed, props = {}) => button(named(label), deed, { class: "plain small", dataset: { tool: name }, ...props });
    const held = this.tools.contains(document.activeElement) ? document.activeElement.dataset.tool : "";
    put(
      this.tools,
      tool("edit", "Edit", () => this.edit()),
      tool("up", "Move up", () => this.deeds.move(this, -1), { disabled: this.number === 1 }),
      tool("down", "Move down", () => this.deeds.move(this, 1), { disabled: this.number === total }),
      tool("remove", "Remove", () => this.deeds.drop(this)),
    );
    if (held) this.focusTool(held);
  }

  /** Put the focus on a tool, or on its neighbour where it can do nothing now. */
  focusTool(name) {
    const there = this.tools.querySelector(`[data-tool="${name}"]`);
    const other = this.tools.querySelector(`[data-tool="${name === "up" ? "down" : "up"}"]`);
    (there && !there.disabled ? there : other && !other.disabled ? other : this.tools.querySelector("button") || this.heading).focus();
  }

  /** Show what the check says of it: {action, citations, titles}, or null while it is being checked. */
  judge(judged) {
    this.judged = judged;
    put(this.fit, judged ? this.tag(judged.action) : h("span", { class: "quiet small" }, "being checked…"));
    keeping(this.why, () => put(this.why, judged ? this.reason(judged) : null));
  }

  /** Return the fit, and that it is a close call where another is about as likely. */
  tag(action) {
    return [fitTag(action.fit, this.words), action.runner_up ? h("span", { class: "quiet small" }, " a close call") : null];
  }

  /** Show that nothing can be said of it. */
  unjudged() {
    put(this.fit);
    put(this.why);
  }

  reason({ action, citations, titles }) {
    const near = action.response && titles[action.response];
    const card = near ? h("span", {}, "Nearest response: ", link(`/library/${action.response}`, near)) : null;
    const sources = citations.map((citation) => sourceButton(citation, this.deeds.cite, action.response));
    return [
      action.because && action.because !== action.why ? h("p", {}, action.because) : null,
      action.said ? h("p", { class: "small" }, "You said: ", h("q", {}, action.said)) : null,
      h("p", { class: action.because ? "quiet" : "" }, action.why),
      action.only_counts ? h("p", { class: "small" }, action.only_counts) : null,
      card || sources.length > 0 ? h("p", { class: "action-sources small" }, card, sources) : null,
    ];
  }

  showText() {
    this.box = null;
    put(this.says, h("p", { class: "action-text" }, this.text));
    this.tools.hidden = false;
  }

  /** Show other words, unless they are being edited just now. */
  reword(text) {
    this.text = text;
    if (!this.box) this.showText();
  }

  /** Whether there are words in the box that are not kept. */
  get dirty() {
    return this.box !== null && this.box.value !== this.text;
  }

  /** Put the words into a box in their own place. */
  edit(hint = "") {
    if (this.box) return this.box.focus();
    const problem = h("div", {});
    this.box = h("textarea", { rows: 2, class: "grows", "aria-label": `Action ${this.number}`, value: this.text });
    const keep = h("button", { type: "submit", class: "primary small" }, "Keep the change");
    const save = async (event) => {
      event.preventDefault();
      showProblem(problem, "");
      const text = this.box.value.trim();
      if (!text) {
        showProblem(problem, "An action needs a few words. To take it out, use Remove.");
        return this.box.focus();
      }
      keep.disabled = true;
      try {
        await this.deeds.save(this, text);
        this.close();
      } catch (error) {
        showProblem(problem, error.message);
        if (this.box) this.box.focus();
      }
      keep.disabled = false;
    };
    const form = h(
      "form",
      { on: { submit: save, keydown: (event) => event.key === "Escape" && this.close() } },
      this.box,
      hint ? h("p", { class: "hint" }, hint) : null,
      problem,
      h("p", { class: "actions" }, keep, button("Cancel", () => this.close(), { class: "small" })),
    );
    put(this.says, form);
    this.tools.hidden = true;
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  close() {
    this.showText();
    this.focusTool("edit");
  }
}

/** Return a button that opens the passage behind a reason. A passage of the response `named` beside it is told by its place there. */
export function sourceButton(citation, onCite, named = "") {
  const title = citation.document_id === named ? h("span", {}, h("span", { class: "unseen" }, `${citation.title}: `), citation.locator) : citation.title;
  const opener = button(["Source: ", title], () => onCite(citation, opener), {
    class: "cite plain small",
    "aria-expanded": "false",
    dataset: { n: citation.n },
  });
  return opener;
}
