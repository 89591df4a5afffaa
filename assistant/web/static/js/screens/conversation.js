// A conversation: with a case and its papers, or on its own. What was taken is on the server; this page only shows it.

import { get, post, remove } from "../api.js";
import { announce, button, focusOn, h, link, nameThePage, put } from "../dom.js";
import { answerText, copied } from "../parts/answer_text.js";
import { composer } from "../parts/composer.js";
import { conversationList } from "../parts/conversation_list.js";
import { confirmed } from "../parts/dialog.js";
import { Evidence } from "../parts/evidence.js";
import { sourcePanel } from "../parts/source_panel.js";
import { Turn } from "../parts/turn.js";
import { ask } from "../queue.js";
import { vocabulary } from "../words.js";

const EXAMPLES = [
  "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency. What stage are we in and what should we do next?",
  "Schools now ring the police before they ring us, and health staff have stopped coming to our meetings. Where are we, and what comes first?",
  "What should a new director check in the first month when nobody trusts the performance figures?",
  "Which councils have come back from an inadequate judgement, and how long did it take them?",
];

export async function show(main, place) {
  const conversation = new Conversation(main, place, await vocabulary());
  await conversation.open();
}

class Conversation {
  constructor(main, place, words) {
    Object.assign(this, { main, words, case: place.case, theCase: place.theCase, id: place.conversation });
    Object.assign(this, { turns: [], running: null, asked: 0, keeps: true, readOnly: Boolean(place.theCase) && place.theCase.role === "reader", blank: new URLSearchParams(location.search).has("new") });
    this.list = h("div", { class: "no-print" });
    this.log = h("div", { class: "turns" });
    this.start = h("div", { class: "start no-print" });
    this.panel = sourcePanel();
    this.stale = h("div", { class: "no-print" });
    this.evidence = new Evidence({
      place: { case: this.case, conversation: () => this.id },
      words,
      turns: () => this.turns.filter((turn) => turn.answer).map((turn) => turn.text),
      onAnswer: (text) => this.send(text),
      onChanged: () => this.sayStale(),
      readOnly: this.readOnly,
    });
    this.box = composer({
      onSend: (text) => this.send(text),
      onStop: () => this.running && this.running.abort(),
      drafts: this.case ? { case: this.case, conversation: () => this.id } : null,
    });
  }

  async open() {
    this.heading = h("h1", {}, this.theCase ? "Conversation" : "Ask a question");
    await this.load();
    nameThePage(this.theCase ? `${this.theCase.name}: conversation` : "Ask a question");
    put(
      this.main,
      h(
        "div",
        { class: "conversation" },
        h("div", { class: "talk", id: "talk" }, h("div", { class: "talk-top" }, this.heading, this.list), this.evidence.jump, this.log, this.stale, this.start, this.readOnly ? null : this.box.element),
        h("div", { class: "beside" }, this.panel.element, this.evidence.element),
      ),
    );
    this.showStart();
    window.addEventListener("regrip:back", () => this.reload());
    document.addEventListener("visibilitychange", () => document.hidden || this.reload());
    await Promise.all([this.keeps && !this.readOnly ? this.box.load() : null, this.turns.some((turn) => turn.answer) || this.case ? this.evidence.refresh().catch(() => {}) : null]);
    this.begin(new URLSearchParams(location.search));
  }

  /** Do what the address asks for: send the draft, or put a text into the box. */
  begin(asked) {
    if (this.readOnly) return;
    if (asked.has("text")) this.box.set(asked.get("text"));
    if (asked.has("send") && this.box.text().trim()) {
      history.replaceState(null, "", location.pathname);
      this.send(this.box.text().trim());
    }
    this.answerWaiting();
  }

  async load() {
    const path = this.case ? `/cases/${this.case}/conversations` : "/conversations";
    let all = [];
    try {
      all = await get(path);
    } catch (error) {
      if (error.code !== "not_kept") throw error;
      this.keeps = false;
    }
    if (this.case && !this.id && !this.blank && all.length > 0) this.id = all[0].id;
    put(this.list, this.keeps ? conversationList(all, this.case, this.id, this.readOnly ? null : (one) => this.forget(one)) : unkept());
    if (this.id) this.merge(await get(`/conversations/${this.id}`));
  }

  /** Bring the page up to date with the server: after a restart, or when another tab has asked something. */
  async reload() {
    if (this.running || !this.keeps || !this.id) return;
    const mine = (this.asked += 1);
    const there = await get(`/conversations/${this.id}`).catch(() => null);
    if (!there || mine !== this.asked) return;
    this.merge(there);
    this.answerWaiting();
  }

  merge({ exchanges, waiting }) {
    const known = new Map(this.turns.filter((turn) => turn.id).map((turn) => [turn.id, turn]));
    const there = new Set([...exchanges, ...waiting].map((one) => one.id));
    for (const turn of this.turns.filter((one) => one.id && !there.has(one.id))) this.drop(turn);
    for (const exchange of exchanges) {
      const turn = known.get(exchange.id) || this.add(exchange.question.turns.at(-1), { id: exchange.id, asked: exchange.asked_at });
      turn.waiting = null;
      if (!turn.answer) turn.done(exchange.answer, false);
    }
    for (const one of waiting) {
      const turn = known.get(one.id) || this.add(one.text, { id: one.id, asked: one.asked_at });
      turn.waiting = one.id;
      if (!turn.answer) turn.unanswered(isStopped(one.id) ? STOPPED : "This message has no answer yet.", true);
    }
    this.offerOnLast();
    this.showStart();
  }

  add(text, options = {}) {
    const actions = {
      cite: (citation, from) => this.panel.open(citation, from),
      retry: (turn, changed) => this.retry(turn, changed),
      copy: (turn, from) => this.copy(turn, from),
      answerNow: (turn) => this.answer(turn, turn.waiting ? { waiting_id: turn.waiting } : { text: turn.text }),
      giveUp: (turn) => this.giveUp(turn),
    };
    const turn = new Turn(text, this.words, actions, { ...options, readOnly: this.readOnly });
    this.turns.push(turn);
    this.log.append(turn.element);
    return turn;
  }

  drop(turn) {
    this.turns = this.turns.filter((one) => one !== turn);
    turn.element.remove();
  }

  showStart() {
    const empty = this.turns.length === 0;
    if (empty === this.start.hasChildNodes()) return;
    if (this.readOnly) return put(this.start, empty ? h("p", {}, "Nothing was asked in this case yet. It is shared with you for reading.") : null);
    const examples = EXAMPLES.map((text) => h("li", {}, button(text, () => this.send(text), { class: "example" })));
    put(
      this.start,
      empty
        ? [
            h("p", {}, "Describe your service, or ask about guidance. Regrip says which stage of difficulty it seems to be in and what to do next, and shows the passage behind every claim."),
            this.case ? h("p", {}, "Papers that you ", link(`/cases/${this.case}/documents`, "add to the case"), " are read with it.") : null,
            h("h2", {}, "Or start with one of these"),
            h("ul", { class: "examples" }, examples),
          ]
        : null,
    );
  }

  offerOnLast() {
    const answered = this.turns.filter((turn) => turn.answer && !turn.waiting);
    answered.forEach((turn, at) => turn.offer(at === answered.length - 1 && turn === this.turns.at(-1)));
  }

  /** Say that an answer no longer follows from the evidence, and offer to make it anew. */
  sayStale() {
    const last = this.turns.at(-1);
    if (!last || !last.answer) return;
    const anew = button("Answer again", () => this.retry(last, last.text), { class: "small" });
    put(this.stale, h("p", { class: "stale" }, "You corrected the evidence after this answer. ", anew));
  }

  send(text) {
    if (this.running) return announce("Regrip is still answering. Wait for the answer to end, or stop it.");
    const turn = this.add(text);
    this.showStart();
    turn.element.scrollIntoView({ block: "start" });
    return this.answer(turn, { text });
  }

  /** Ask the last message again, perhaps with other words; the old exchange stays until the new answer is kept. */
  async retry(turn, text) {
    if (this.running) return;
    const replaced = turn.waiting ? null : turn.id;
    if (turn.waiting) {
      await remove(`/conversations/${this.id}/waiting/${turn.waiting}`).catch(() => {});
      Object.assign(turn, { waiting: null, id: null });
    }
    const before = turn.answer;
    turn.answer = null;
    turn.again(text);
    focusOn(turn.heading);
    await this.answer(turn, { text, replaces: replaced });
    if (!turn.answer && !turn.waiting && replaced) Object.assign(turn, { id: replaced, answer: before });
  }

  async answer(turn, message) {
    if (this.running) return;
    this.asked += 1; // what is being read of the conversation is older than this
    const asking = { ...message, case_id: this.case, conversation_id: this.id };
    if (!this.keeps) Object.assign(asking, { conversation_id: null, before: this.turns.filter((one) => one.answer).map((one) => one.text) });
    this.running = new AbortController();
    this.box.busy(true);
    put(this.stale);
    turn.pending();
    announce("Regrip is working on the answer.");
    try {
      const { answer } = await ask(asking, (event) => this.heard(event, turn), this.running.signal);
      turn.waiting = null;
      turn.done(answer, true);
      announce(summary(answer));
    } catch (error) {
      this.broken(turn, error);
    } finally {
      this.running = null;
      this.box.busy(false);
      this.offerOnLast();
    }
    if (turn.answer && !turn.waiting && this.keeps && this.case) await this.evidence.refresh().catch(() => {});
  }

  heard(event, turn) {
    if (event.event === "place") turn.pending(event.place);
    else if (event.event === "begun") turn.pending();
    else if (event.event === "taken") this.taken(event, turn);
    else if (event.answer) {
      turn.grow(event.answer);
      turn.pending();
      this.evidence.show(event.answer.assessment);
    }
  }

  taken({ conversation_id, exchange_id }, turn) {
    Object.assign(turn, { id: exchange_id, waiting: exchange_id });
    if (this.box.text().trim() === turn.text.trim()) this.box.sent();
    if (this.id === conversation_id) return;
    this.id = conversation_id;
    history.replaceState(null, "", this.case ? `/cases/${this.case}/conversations/${conversation_id}` : `/ask/${conversation_id}`);
  }

  broken(turn, error) {
    const stopped = error.name === "AbortError";
    if (!stopped && !error.code) console.error(error);
    turn.answer = null;
    if (stopped && turn.waiting) markStopped(turn.waiting);
    if (error.code === "bad_input" && !turn.waiting) {
      this.drop(turn);
      if (!this.box.text()) this.box.set(turn.text);
      this.box.problem(error.message);
      this.showStart();
      this.box.focus();
      return;
    }
    turn.unanswered(stopped ? STOPPED : error.message, Boolean(turn.waiting));
    announce(stopped ? "Stopped." : error.message);
  }

  /** Have a message answered that was taken before the connection broke; one that was stopped waits for its reader. */
  async answerWaiting() {
    const next = !this.readOnly && this.turns.find((turn) => turn.waiting && !isStopped(turn.waiting));
    if (next && !this.running) await this.answer(next, { waiting_id: next.waiting });
  }

  async giveUp(turn) {
    if (turn.waiting) await remove(`/conversations/${this.id}/waiting/${turn.waiting}`).catch(() => {});
    this.asked += 1;
    this.drop(turn);
    this.offerOnLast();
    this.showStart();
    this.box.focus();
  }

  async copy(turn, from) {
    const worked = await copied(answerText(turn.text, turn.answer, this.words));
    from.textContent = worked ? "Copied" : "Not copied: the browser does not allow it";
    announce(from.textContent);
    setTimeout(() => (from.textContent = "Copy with sources"), 3000);
  }

  async forget(one) {
    const text = "Its messages and answers go, with the feedback on them. This cannot be undone.";
    if (!(await confirmed("Delete this conversation?", h("p", {}, text), "Delete it", { danger: true }))) return;
    await remove(`/conversations/${one.id}`);
    location.assign(this.case ? `/cases/${this.case}` : "/ask");
  }
}

const STOPPED = "You stopped this answer.";

function summary(answer) {
  const sources = new Set(answer.citations.map((one) => one.document_id)).size;
  return `The answer is ready, with ${sources} ${sources === 1 ? "source" : "sources"}.`;
}

const stoppedKey = (id) => `regrip-stopped-${id}`;
const isStopped = (id) => sessionStorage.getItem(stoppedKey(id)) !== null;
const markStopped = (id) => sessionStorage.setItem(stoppedKey(id), "1");

function unkept() {
  return h("p", { class: "quiet" }, "Nothing of this conversation is kept: the settings say so. It is gone when you leave this page.");
}
