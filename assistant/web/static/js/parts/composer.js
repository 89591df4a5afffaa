// The text box: what is typed is kept as a draft, and nothing typed is ever lost.

import { ApiError, get, put as save, remove } from "../api.js";
import { announce, button, field, h, put } from "../dom.js";

const AFTER = 500;
/* Milliseconds without a key before a draft is kept. */

/**
 * Return the box: {element, text(), set(text), busy(on), focus()}.
 *
 * `onSend(text)` is called with what was typed; `onStop()` while an answer is being made. `drafts` is null or
 * {case, conversation()}: where the draft is kept.
 */
export function composer({ onSend, onStop, drafts, label = "Your question, or a description of your service" }) {
  const box = h("textarea", { rows: 4, class: "composer-box" });
  const problem = h("div", {});
  const kept = h("p", { class: "hint composer-kept" });
  const other = h("div", {});
  const send = h("button", { type: "submit", class: "primary" }, "Ask");
  const stop = button("Stop", onStop, { hidden: true });
  const hint = "Enter sends; Shift and Enter together start a new line. Leave out the names and details of children and families.";
  const element = h(
    "form",
    { class: "composer no-print", on: { submit: (event) => (event.preventDefault(), submit()) } },
    field(label, box, hint),
    problem,
    other,
    h("div", { class: "actions" }, send, stop, kept),
  );
  const draft = drafts ? new DraftKeeper(drafts, box, kept, other) : null;

  function submit() {
    const text = box.value.trim();
    put(problem, text ? null : h("p", { class: "problem", role: "alert" }, "Please type a question or describe your service first."));
    if (!text) return box.focus();
    if (!send.disabled) onSend(text);
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", () => draft && draft.typed());
  window.addEventListener("pagehide", () => draft && draft.keepNow(true));

  return {
    element,
    text: () => box.value,
    set: (text) => (box.value = text),
    /** Take the text away: it was sent, and the server has it. */
    sent: () => ((box.value = ""), draft && draft.forget()),
    busy: (on) => ((send.disabled = on), (stop.hidden = !on)),
    problem: (text) => put(problem, text ? h("p", { class: "problem", role: "alert" }, text) : null),
    focus: () => box.focus(),
    load: () => (draft ? draft.load() : Promise.resolve()),
  };
}

/**
 * Keeps what is in a box as the draft of a conversation. Another tab's newer draft is shown, never overwritten. Of its own requests one
 * follows the other, so that a slow one is neither taken for another tab's nor outlives the message.
 */
class DraftKeeper {
  constructor(place, box, kept, other) {
    Object.assign(this, { place, box, kept, other, version: null, timer: 0, saved: "", sent: 0, queue: Promise.resolve() });
  }

  /** Do a deed when all before it are done. */
  inTurn(deed) {
    const done = this.queue.then(deed);
    this.queue = done.catch(() => {});
    return done;
  }

  get path() {
    return `/cases/${this.place.case}/draft`;
  }

  load() {
    return this.inTurn(() => this.read());
  }

  async read() {
    const { draft } = await get(this.path + this.query());
    this.version = draft ? draft.version : null;
    this.saved = draft ? draft.text : "";
    if (draft && !this.box.value) this.box.value = draft.text;
  }

  query() {
    const conversation = this.place.conversation();
    return conversation ? `?conversation_id=${conversation}` : "";
  }

  typed() {
    this.kept.textContent = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepNow(), AFTER);
  }

  keepNow(leaving = false) {
    clearTimeout(this.timer);
    if (leaving) return this.keepLeaving();
    const { sent } = this;
    return this.inTurn(() => sent === this.sent && this.keep());
  }

  keepLeaving() {
    if (this.box.value === this.saved) return;
    const headers = { "Content-Type": "application/json" };
    fetch(`/api/v1${this.path}`, { method: "PUT", headers, body: JSON.stringify(this.body()), keepalive: true }).catch(() => {});
  }

  body() {
    return { text: this.box.value, conversation_id: this.place.conversation(), version: this.version };
  }

  async keep() {
    const text = this.box.value;
    if (text === this.saved) return;
    try {
      const draft = await save(this.path, this.body());
      Object.assign(this, { version: draft.version, saved: text });
      this.kept.textContent = "Draft kept.";
    } catch (error) {
      if (error.code === "conflict") await this.showOther();
      else if (error instanceof ApiError) this.kept.textContent = error.code === "unreachable" ? "" : error.message;
      else throw error;
    }
  }

  async showOther() {
    const { draft } = await get(this.path + this.query());
    this.version = draft ? draft.version : null;
    if (!draft || draft.text === this.box.value) return this.keep();
    const done = (text) => {
      put(this.other);
      this.box.value = text;
      this.box.focus();
      this.keepNow();
    };
    const theirs = h("blockquote", { class: "other-draft" }, draft.text);
    put(
      this.other,
      h("div", { class: "card" }, h("p", {}, "Another tab has kept a different draft here:"), theirs, h(
        "p",
        { class: "actions" },
        button("Keep mine", () => done(this.box.value)),
        button("Use the other", () => done(draft.text)),
        button("Put both together", () => done(`${draft.text}\n\n${this.box.value}`)),
      )),
    );
    announce("Another tab has kept a different draft here.");
  }

  forget() {
    clearTimeout(this.timer);
    this.sent += 1;
    this.saved = this.kept.textContent = "";
    put(this.other);
    const address = this.path + this.query();
    return this.inTurn(async () => {
      Object.assign(this, { version: null, saved: "" });
      this.kept.textContent = "";
      await remove(address).catch(() => {});
    });
  }
}
