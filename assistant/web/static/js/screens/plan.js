// The improvement plan of a case, held against its stage: each action's fit, what is missing, and what comes first.

import { get, post, remove } from "../api.js";
import { announce, button, focusOn, h, keeping, link, nameThePage, put } from "../dom.js";
import { confirmed, notice } from "../parts/dialog.js";
import { may } from "../parts/may.js";
import { planGaps, planLoad, planOrder } from "../parts/plan_advice.js";
import { chosenPlan } from "../parts/plan_conflict.js";
import { fitBar, summaryOf } from "../parts/plan_fit.js";
import { PlanKeeper } from "../parts/plan_keeper.js";
import { PlanList } from "../parts/plan_list.js";
import { planReader } from "../parts/plan_reading.js";
import { sourcePanel } from "../parts/source_panel.js";
import { counted, sentence, vocabulary } from "../words.js";

export async function show(main, place) {
  const screen = new PlanScreen(main, place.theCase, await vocabulary());
  await screen.open();
}

class PlanScreen {
  constructor(main, theCase, words) {
    Object.assign(this, { main, theCase, words, readOnly: theCase.role === "reader", asked: 0, titles: {} });
    this.conflict = h("div", {});
    this.waiting = h("p", { class: "plan-waiting", role: "status" });
    this.keeper = new PlanKeeper(theCase.id, {
      onConflict: (mine, theirs) => chosenPlan(this.conflict, mine, theirs),
      onWaiting: (waits) => (this.waiting.textContent = waits ? "Your last change is not kept yet. It will be as soon as Regrip can be reached." : ""),
    });
    this.panel = sourcePanel();
    this.list = new PlanList({
      keeper: this.keeper,
      words,
      onCite: (citation, opener) => this.panel.open(citation, opener),
      onChanged: () => this.changed(),
      readOnly: this.readOnly,
      draftKey: `regrip-plan-action-${theCase.id}`,
    });
    this.summary = h("div", { class: "plan-summary" });
    this.advice = h("div", { class: "plan-advice" });
    this.heading = h("h1", { tabindex: "-1" }, "Improvement plan");
    this.body = h("div", {});
  }

  async open() {
    nameThePage(`${this.theCase.name}: plan`);
    await Promise.all([this.keeper.load(), this.readTitles()]);
    put(this.main, this.heading, this.conflict, this.waiting, this.body);
    this.layOut();
    window.addEventListener("regrip:back", () => this.reload());
    document.addEventListener("visibilitychange", () => document.hidden || this.reload());
    window.addEventListener("beforeunload", (event) => (this.keeper.busy > 0 || this.list.dirty) && event.preventDefault());
    await this.judge();
  }

  /** The names of the responses, so that a reason can lead to its card; without them there is no link. */
  async readTitles() {
    const shelf = await get("/library?kind=response%20card").catch(() => ({ documents: [] }));
    this.titles = Object.fromEntries(shelf.documents.map((one) => [one.id, one.title]));
  }

  /** Bring the page up to date with what is kept, unless something is being changed here. */
  async reload() {
    if (this.keeper.busy > 0 || this.list.dirty) return;
    const differs = await this.keeper.load().catch(() => false);
    if (this.keeper.items.length > 0) this.list.show();
    if (!differs && this.list.check) return;
    if ((this.keeper.items.length === 0) !== (this.shows === "start")) this.layOut();
    await this.judge();
  }

  layOut() {
    if (this.keeper.items.length === 0) this.showStart();
    else this.showPlan();
  }

  showStart() {
    this.shows = "start";
    this.list.check = null;
    if (this.readOnly || !may("ask")) return put(this.body, h("p", {}, "This case has no improvement plan yet. Its owner can add one here."));
    const reader = planReader({ caseId: this.theCase.id, keepLabel: "Keep this plan and check it", onKeep: (texts) => this.bring(texts) });
    put(
      this.body,
      h("p", { class: "reading" }, "Bring the improvement plan, and Regrip says of every action whether it fits the stage that the service is in, what is missing, and what comes first."),
      h("div", { class: "plan-ways" }, reader.element),
    );
  }

  showPlan() {
    this.shows = "plan";
    this.list.show();
    put(
      this.body,
      h(
        "div",
        { class: "plan answer" },
        h("div", { class: "plan-main" }, this.summary, h("h2", {}, "The actions"), this.list.element, this.readOnly ? null : this.whole()),
        h("div", { class: "plan-beside" }, this.panel.element, this.advice),
      ),
    );
  }

  /** What can be done with the plan as a whole. */
  whole() {
    const other = may("ask") ? this.another() : null;
    return h("div", { class: "no-print plan-whole" }, other, h("p", { class: "actions" }, button("Delete the plan", () => this.discard(), { class: "danger small" })));
  }

  another() {
    const reader = planReader({ caseId: this.theCase.id, keepLabel: "Keep it in place of the old plan", onKeep: (texts) => this.bring(texts) });
    return h("details", { class: "plan-other" }, h("summary", {}, "Bring another plan in its place"), reader.element);
  }

  /** Keep a plan that was brought, in place of what is there; that can be undone. */
  async bring(texts) {
    const before = this.keeper.texts();
    await this.keeper.change(() => texts.map((text) => this.keeper.item(text)));
    this.list.filter("");
    this.layOut();
    focusOn(this.heading);
    if (before.length > 0) notice("The plan was replaced.", { undo: () => this.restore(before), undoLabel: "Bring the old one back", seconds: 60 });
    this.judge();
  }

  async discard() {
    const before = this.keeper.texts();
    const body = h("p", {}, `Its ${counted(before.length, "action")} go. Papers and conversations stay.`);
    if (!(await confirmed("Delete the plan?", body, "Delete the plan", { danger: true }))) return;
    try {
      await this.keeper.change(() => []);
    } catch (error) {
      return notice(`The plan was not deleted. ${sentence(error.message)}`);
    }
    this.layOut();
    focusOn(this.heading);
    notice("The plan was deleted.", { undo: () => this.restore(before), seconds: 60 });
  }

  async restore(texts) {
    try {
      await this.keeper.change(() => texts.map((text) => this.keeper.item(text)));
    } catch (error) {
      return notice(`The plan is not back. ${sentence(error.message)}`);
    }
    this.layOut();
    focusOn(this.heading);
    announce("The plan is back.");
    await this.judge();
  }

  changed() {
    if ((this.keeper.items.length === 0) !== (this.shows === "start")) {
      this.layOut();
      focusOn(this.heading);
    }
    this.judge();
  }

  /** Check the actions as they are kept now; of several checks under way only the last is shown. */
  async judge() {
    if (this.keeper.items.length === 0) return;
    this.asked += 1;
    const turn = this.asked;
    const first = this.list.check === null;
    this.list.checking();
    if (first) put(this.summary, h("p", { class: "quiet" }, "Holding the plan against the stage of the case…"));
    const keys = this.keeper.items.map((item) => item.key);
    this.summary.setAttribute("aria-busy", "true");
    try {
      const check = await post(`/cases/${this.theCase.id}/plan-check`, { actions: this.keeper.texts().map((text) => ({ text })) });
      if (turn === this.asked) this.showCheck(check, keys, first);
    } catch (error) {
      if (turn === this.asked) this.showNoCheck(error);
    }
    if (turn === this.asked) this.summary.removeAttribute("aria-busy");
  }

  showCheck(check, keys, first) {
    const said = this.list.judge(check, this.titles);
    const staged = check.stage !== null;
    keeping(this.summary, () => this.showSummary(check));
    const onAdd = this.readOnly ? null : (gap) => this.list.addResponse(gap.title);
    const onCite = (citation, opener) => this.panel.open(citation, opener);
    const advice = staged ? [planGaps(check, { onAdd, onCite }), planOrder(check, keys), planLoad(check, onCite)] : null;
    keeping(this.advice, () => put(this.advice, advice));
    announce(first ? this.summary.querySelector("p").textContent : said.slice(0, 3).join(" ") || "Checked again: no action's fit has changed.");
  }

  showSummary(check) {
    const warnings = check.warnings.map((text) => h("p", { class: "plan-warning" }, text));
    if (check.stage === null) {
      const why = this.words.status_messages[check.status] || `What was said so far is ${this.words.outcomes[check.outcome]}.`;
      return put(this.summary, this.unknown(why), warnings);
    }
    const fits = check.actions.map((action) => action.fit);
    if (this.list.shown && !fits.includes(this.list.shown)) this.list.filter("");
    const bar = fitBar(check, this.words, this.list.shown, (fit) => this.choose(check, fit));
    put(this.summary, h("p", { class: "plan-sentence" }, summaryOf(check, this.words)), bar, warnings);
  }

  choose(check, fit) {
    this.list.filter(fit);
    this.showSummary(check);
    this.summary.querySelector(`[data-fit="${fit}"]`).focus();
    const number = check.actions.filter((action) => !fit || action.fit === fit).length;
    announce(`${counted(number, "action")} shown.`);
  }

  showNoCheck(error) {
    this.list.unjudged();
    put(this.advice);
    if (error.code === "bad_input") return put(this.summary, this.unknown(this.theCase.documents > 0 ? sentence(error.message) : "Nothing was said of it yet, and no papers were added."));
    if (error.code === "unreachable") return put(this.summary, h("p", { class: "quiet" }, "The plan is checked as soon as Regrip can be reached again."));
    put(
      this.summary,
      h("p", { class: "problem", role: "alert" }, `The plan could not be checked. ${error.message}`),
      h("p", {}, button("Check it again", () => this.judge(), { class: "small" })),
    );
  }

  unknown(why) {
    const root = `/cases/${this.theCase.id}`;
    return h(
      "div",
      { class: "card plan-unknown" },
      h("h2", {}, "The stage of this service is not known yet"),
      h("p", {}, why),
      h("p", {}, "Whether an action fits depends on the stage. The plan is kept; it is checked as soon as the stage can be told. ", link(root, "Describe the service"), " or ", link(`${root}/documents`, "add papers"), "."),
    );
  }
}
