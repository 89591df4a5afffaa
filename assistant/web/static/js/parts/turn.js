// One message with its answer, and what can be done with them.

import { button, focusOn, h, put } from "../dom.js";
import { readableTime } from "../words.js";
import { showAnswer } from "./answer.js";
import { feedbackForm } from "./feedback.js";
import { may } from "./may.js";

const SHOWN_IN_FULL = 600;
/* Characters of a message shown before the rest is folded away: a pasted report must not push the answer off the screen. */

/**
 * A turn on the page. `actions` has what the screen does: cite, edit, retry, copy, answerNow, giveUp.
 *
 * With `readOnly` nothing can be asked here. Its states: `pending` (with a place in the queue, or being answered), `done`, `stopped`, `failed`.
 */
export class Turn {
  constructor(text, words, actions, { id = null, asked = null, readOnly = false } = {}) {
    Object.assign(this, { text, words, actions, id, readOnly, answer: null, flags: false, offers: null, lacks: "" });
    this.question = h("div", { class: "asked" });
    this.reply = h("div", { class: "answer" });
    this.state = h("div", { class: "turn-state" });
    this.tools = h("div", { class: "turn-tools no-print" });
    this.aside = h("div", { class: "turn-aside" });
    this.heading = h("h2", { tabindex: "-1" }, "You asked", asked ? h("span", { class: "quiet" }, ` ${readableTime(asked)}`) : null);
    this.element = h("article", { class: "turn" }, this.heading, this.question, this.reply, this.state, this.tools, this.aside);
    this.showQuestion();
  }

  showQuestion() {
    put(this.question, messageText(this.text));
  }

  /** Show that the answer is being made, or the place in the queue. */
  pending(place = 0) {
    const begun = this.reply.childElementCount > 0;
    const text = place > 0 ? `Others are asking too. You are number ${place} in the queue.` : begun ? "More is coming…" : "Reading what you wrote…";
    this.reply.setAttribute("aria-busy", "true");
    put(this.state, h("p", { class: "pending" }, text));
    put(this.tools);
    this.lacks = "";
  }

  /** Show the answer so far. */
  grow(answer) {
    this.answer = answer;
    const onFlag = this.flags ? (path, statement, from) => this.comment(path, statement, from) : null;
    showAnswer(this.reply, answer, this.words, { onCite: this.actions.cite, onFlag });
  }

  /** Show the whole answer; `last` turns can be edited and asked again. */
  done(answer, last) {
    this.reply.removeAttribute("aria-busy");
    this.grow(answer);
    put(this.state);
    this.offer(last);
  }

  /** Show that there is no answer yet, and why; what can be done depends on whether the message is on the server. */
  unanswered(why, taken) {
    if (this.lacks === `${taken} ${why}`) return;
    this.lacks = `${taken} ${why}`;
    this.reply.removeAttribute("aria-busy");
    put(this.state, h("p", { class: "stopped" }, why));
    if (this.readOnly) return put(this.tools);
    put(
      this.tools,
      h(
        "div",
        { class: "actions" },
        button(taken ? "Answer it now" : "Send it again", () => this.actions.answerNow(this), { class: "small" }),
        button("Edit", () => this.edit(), { class: "small" }),
        button("Remove", () => this.actions.giveUp(this), { class: "small" }),
      ),
    );
  }

  /** Offer what can be done with an answer. The controls stay the same ones: a page that is brought up to date takes the focus from nobody. */
  offer(last) {
    if (!this.offers || this.offers.id !== this.id) this.offers = this.makeOffers();
    const { element, copy, ofLast } = this.offers;
    const again = last && !this.readOnly;
    if (!again && ofLast.includes(document.activeElement)) copy.focus();
    for (const one of ofLast) one.hidden = !again;
    this.lacks = "";
    if (this.tools.firstChild !== element) put(this.tools, element);
  }

  makeOffers() {
    const { id } = this;
    const copy = button("Copy with sources", () => this.actions.copy(this, copy), { class: "small" });
    const judged = id && may("judge");
    const ofLast = [
      button("Edit my message", () => this.edit(), { class: "small" }),
      button("Answer again", () => this.actions.retry(this, this.text), { class: "small" }),
    ];
    const more = [
      copy,
      judged ? button("Say how good it is", () => this.comment(null, null, copy), { class: "small" }) : null,
      judged ? button("Comment on a sentence", () => this.showFlags(), { class: "small", "aria-pressed": String(this.flags) }) : null,
      ofLast,
      id ? this.files() : null,
    ];
    return { id, element: h("div", { class: "actions" }, more), copy, ofLast };
  }

  files() {
    const to = (format, label) => h("li", {}, h("a", { href: `/api/v1/exchanges/${this.id}/export?format=${format}`, download: "" }, label));
    const kinds = [to("docx", "Word (DOCX)"), to("pdf", "PDF"), to("md", "Markdown"), to("html", "Web page (HTML)")];
    return h("details", { class: "files" }, h("summary", {}, "Save as a file"), h("ul", {}, kinds));
  }

  showFlags() {
    this.flags = !this.flags;
    put(this.reply);
    this.grow(this.answer);
    const pressed = [...this.tools.querySelectorAll("[aria-pressed]")][0];
    if (pressed) pressed.setAttribute("aria-pressed", String(this.flags));
    const first = this.reply.querySelector(".flag");
    if (this.flags && first) first.focus();
  }

  comment(path, statement, from) {
    const about = statement ? `About “${statement.text.slice(0, 80)}${statement.text.length > 80 ? "…" : ""}”` : "How good is this answer?";
    const close = () => {
      put(this.aside);
      from.focus();
    };
    put(this.aside, feedbackForm(this.id, path, about, close));
    this.aside.scrollIntoView({ block: "nearest" });
    this.aside.querySelector("input, textarea").focus();
  }

  /** Put the message into a box in its own place; Save asks again with it. */
  edit() {
    const box = h("textarea", { rows: 5, "aria-label": "Your message", value: this.text });
    const back = () => {
      this.showQuestion();
      focusOn(this.heading);
    };
    const save = () => {
      const text = box.value.trim();
      if (text) this.actions.retry(this, text);
      else box.focus();
    };
    put(
      this.question,
      box,
      h("div", { class: "actions" }, button("Save and ask", save, { class: "primary" }), button("Cancel", back)),
    );
    box.addEventListener("keydown", (event) => event.key === "Escape" && back());
    box.focus();
  }

  /** Begin again with a text: the old answer stays, greyed, until the new one has begun. */
  again(text) {
    this.text = text;
    this.showQuestion();
    put(this.aside);
    put(this.reply);
    this.pending();
  }
}

function messageText(text) {
  if (text.length <= SHOWN_IN_FULL) return [h("p", { class: "message" }, text)];
  return [
    h("p", { class: "message" }, `${text.slice(0, SHOWN_IN_FULL).trimEnd()}…`),
    h("details", {}, h("summary", {}, `${text.length.toLocaleString("en-GB")} characters: show all`), h("p", { class: "message" }, text)),
  ];
}
