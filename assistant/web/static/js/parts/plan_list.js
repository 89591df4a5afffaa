// The actions of a plan as a list that can be changed in place: reworded, moved, taken out with undo, added to.

import { announce, button, field, h, link, put, showProblem } from "../dom.js";
import { notice } from "./dialog.js";
import { ActionRow } from "./plan_action.js";
import { sentence } from "../words.js";

const WHO_AND_WHEN = "Say who does it, and by when.";

/** The list. `onChanged()` is called when a change was kept; `readOnly` shows it without tools. */
export class PlanList {
  constructor({ keeper, words, onCite, onChanged, readOnly, draftKey }) {
    Object.assign(this, { keeper, words, onChanged, shown: "", check: null, rows: new Map() });
    this.deeds = readOnly
      ? { cite: onCite }
      : { cite: onCite, save: (row, text) => this.reword(row, text), move: (row, by) => this.move(row, by), drop: (row) => this.drop(row) };
    this.problem = h("div", {});
    this.list = h("ol", { class: "plan-list" });
    this.none = h("p", { class: "quiet", hidden: true }, "No action has this fit any more.");
    this.element = h("div", {}, this.problem, this.list, this.none, readOnly ? null : this.adder(draftKey));
  }

  /** Whether words stand in a box that are not kept. */
  get dirty() {
    return [...this.rows.values()].some((row) => row.dirty);
  }

  /** Bring the rows in line with what is kept; boxes that are open stay open. */
  show() {
    const rows = this.keeper.items.map((item) => this.rows.get(item.key) || new ActionRow(item, this.words, this.deeds));
    this.rows = new Map(rows.map((row) => [row.key, row]));
    const focused = document.activeElement;
    const stays = this.list.contains(focused) ? focused : null;
    rows.forEach((row, at) => {
      const item = this.keeper.items[at];
      if (row.text !== item.text) row.reword(item.text);
      if (this.list.children[at] !== row.element) this.list.insertBefore(row.element, this.list.children[at] || null);
      row.place(at + 1, rows.length);
    });
    while (this.list.children.length > rows.length) this.list.lastElementChild.remove();
    if (stays && stays.isConnected && document.activeElement !== stays) stays.focus();
    this.filter(this.shown);
  }

  /** Show only the actions of one fit; "" shows all. */
  filter(fit) {
    this.shown = fit;
    for (const row of this.rows.values()) row.element.hidden = Boolean(fit && row.judged && row.judged.action.fit !== fit && !row.box);
    this.none.hidden = this.rows.size === 0 || [...this.rows.values()].some((row) => !row.element.hidden);
  }

  /** Show a check of the actions as they stand, and return what changed as sentences. */
  judge(check, titles) {
    const sources = new Map(check.citations.map((one) => [one.n, one]));
    const said = [];
    [...this.rows.values()].forEach((row, at) => {
      const action = check.actions[at];
      if (row.fit.dataset.was && row.fit.dataset.was !== action.fit) said.push(`Action ${at + 1} is now: ${this.words.fits[action.fit]}.`);
      else if (!row.fit.dataset.was && this.check) said.push(`Action ${at + 1}: ${this.words.fits[action.fit]}.`);
      row.fit.dataset.was = action.fit;
      row.judge({ action, citations: action.citations.filter((n) => sources.has(n)).map((n) => sources.get(n)), titles });
    });
    this.check = check;
    this.filter(this.shown);
    return said;
  }

  /** Show that the actions are being checked: what was said of words that changed is taken away at once. */
  checking() {
    for (const row of this.rows.values()) if (!row.judged || row.judged.action.text !== row.text) row.judge(null);
  }

  unjudged() {
    for (const row of this.rows.values()) row.unjudged();
  }

  async reword(row, text) {
    await this.keeper.change((items) => items.map((item) => (item.key === row.key ? { ...item, text } : item)));
    this.changed();
  }

  async move(row, by) {
    const tool = by < 0 ? "up" : "down";
    const before = row.number;
    const moved = (items) => {
      const at = items.findIndex((item) => item.key === row.key);
      const others = items.filter((item) => item.key !== row.key);
      return at < 0 ? items : others.toSpliced(at + by, 0, items[at]);
    };
    if (!(await this.tried(moved))) return;
    row.focusTool(tool);
    announce(`Action ${before} is now action ${row.number}.`);
  }

  async drop(row) {
    const at = this.keeper.items.findIndex((item) => item.key === row.key);
    const item = this.keeper.items[at];
    if (!item || !(await this.tried((items) => items.filter((one) => one.key !== row.key)))) return;
    const seen = [...this.rows.values()].filter((one) => !one.element.hidden);
    const next = seen.find((one) => one.number > at) || seen.at(-1);
    if (next) next.heading.focus();
    notice(`Action ${at + 1} was removed.`, { undo: () => this.bringBack(item, at), seconds: 30 });
  }

  async bringBack(item, at) {
    if (!(await this.tried((items) => items.toSpliced(Math.min(at, items.length), 0, item)))) return;
    const row = this.rows.get(item.key);
    if (row) row.heading.focus();
    announce(`Action ${at + 1} is back.`);
  }

  /** Add a response that the plan lacks, and open its box so that it can be said who does it. */
  async addResponse(title) {
    const item = this.keeper.item(title);
    if (!(await this.tried((items) => [...items, item]))) return;
    const row = this.rows.get(item.key);
    if (!row) return;
    this.filter("");
    row.edit(WHO_AND_WHEN);
    notice(`“${title}” was added as action ${row.number}.`, { undo: () => this.drop(row), seconds: 15 });
  }

  /** Make a change that needs no words; what fails is said above the list. Returns whether it was kept. */
  async tried(change) {
    showProblem(this.problem, "");
    try {
      await this.keeper.change(change);
    } catch (error) {
      showProblem(this.problem, `This change was not kept. ${sentence(error.message)}`);
      return false;
    }
    this.changed();
    return true;
  }

  changed() {
    this.show();
    this.onChanged();
  }

  adder(draftKey) {
    const box = h("textarea", { rows: 2, class: "grows", value: sessionStorage.getItem(draftKey) || "" });
    const problem = h("div", {});
    const add = h("button", { type: "submit" }, "Add this action");
    box.addEventListener("input", () => sessionStorage.setItem(draftKey, box.value));
    const submit = async (event) => {
      event.preventDefault();
      const text = box.value.trim();
      showProblem(problem, text ? "" : "Please say first what would be done.");
      if (!text) return box.focus();
      add.disabled = true;
      try {
        await this.keeper.change((items) => [...items, this.keeper.item(text)]);
        sessionStorage.removeItem(draftKey);
        box.value = "";
        this.changed();
        announce(`Added as action ${this.rows.size}.`);
      } catch (error) {
        showProblem(problem, sentence(error.message));
      }
      add.disabled = false;
      box.focus();
    };
    return h("form", { class: "plan-adder no-print", on: { submit } }, field("Another action", box, WHO_AND_WHEN), problem, h("p", { class: "actions" }, add));
  }
}
