// The questions whose answers would settle most, each answered in its own place.

import { button, field, h, keeping, put } from "../dom.js";
import { ANSWERS } from "./answer_words.js";
import { capital } from "./strip.js";

const MOST = 4;
const MUCH = 0.25;
const SOME = 0.08;
/* Bits of the stage's uncertainty that an answer takes away on average. */

/**
 * Return the section "What would change our mind". `onAnswer(text)` gets the message to send and returns a promise, or nothing where it
 * cannot be sent now.
 */
export function nextQuestions(options) {
  const questions = new Questions(options);
  SECTIONS.set(questions.element, questions);
  questions.show(options.assessment);
  return questions.element;
}

/** Show the questions of another assessment in a section that is there; what was typed for one that stays is kept. */
export function updateQuestions(element, assessment) {
  SECTIONS.get(element).show(assessment);
}

const SECTIONS = new WeakMap();

class Questions {
  constructor({ onAnswer }) {
    Object.assign(this, { onAnswer, cards: new Map(), over: new Set(), asked: [] });
    this.heading = h("h2", { tabindex: "-1" }, "What would change our mind");
    this.list = h("div", { class: "question-list" });
    this.aside = h("div", {});
    this.element = h("section", { class: "questions no-print", hidden: true }, this.heading, this.list, this.aside);
  }

  show(assessment) {
    this.asked = assessment.questions;
    const open = [...this.list.children].find((one) => one.open);
    const shown = this.asked.filter((one) => !this.over.has(one.id)).slice(0, MOST);
    const cards = [...shown.map((question) => this.card(question)), ...this.typedIn(shown)];
    if (cards.length > 0 && !cards.includes(open)) cards[0].open = true;
    if (!sameNodes(this.list, cards)) keeping(this.list, () => put(this.list, cards));
    const aside = this.asked.filter((one) => this.over.has(one.id)).length;
    const again = aside > 0 ? button(`Ask again what I put aside (${aside})`, () => this.bringBack(), { class: "plain small", dataset: { label: "again" } }) : null;
    keeping(this.aside, () => put(this.aside, again));
    this.element.hidden = cards.length + aside === 0;
  }

  /** The cards of questions that are asked no more, in which words stand that were not sent: they stay as long as that. */
  typedIn(shown) {
    const gone = ([id, card]) => this.list.contains(card) && !this.over.has(id) && !shown.some((one) => one.id === id);
    return [...this.cards].filter(gone).map(([, card]) => card).filter((card) => card.querySelector("textarea").value.trim());
  }

  /** The card of a question: the one that is there, with the effects of now. */
  card(question) {
    const card = this.cards.get(question.id) || this.make(question);
    this.cards.set(question.id, card);
    put(card.querySelector(".question-gain"), gainWords(question.gain));
    for (const side of ["yes", "no"]) {
      const effect = card.querySelector(`[data-side="${side}"]`);
      if (effect) effect.textContent = effectWords(question[`if_${side}`]);
    }
    return card;
  }

  make(question) {
    const ready = ANSWERS[question.id] || {};
    const said = h("textarea", { rows: 2 });
    const sayIt = () => (said.value.trim() ? this.answer(question, said.value.trim()) : said.focus());
    const hint = ready.yes && !ready.no ? "If it is not so, say what is so instead: a plain no is not read well here." : "Whole sentences are read best, such as “Two suitable people applied for our last five posts.”";
    return h(
      "details",
      { class: "question" },
      h("summary", {}, h("h3", {}, question.text), h("span", { class: "question-gain hint" })),
      ["yes", "no"].map((side) => ready[side] && this.choice(question, side, ready[side], said)),
      ready.yes ? null : openEffects(question),
      field("In your words", said, hint),
      h("div", { class: "actions" }, button("Send", sayIt, { class: "primary" }), button("Not sure", () => this.putAside(question.id))),
    );
  }

  choice(question, side, sentence, said) {
    const label = question.sign ? null : h("b", {}, `${capital(side)}: `);
    const send = () => this.answer(question, [sentence, said.value.trim()].filter(Boolean).join(" "));
    return h(
      "button",
      { type: "button", class: "choice-answer", on: { click: send } },
      h("span", { class: "sentence" }, label, h("span", {}, sentence)),
      h("span", { class: "hint", dataset: { side } }),
    );
  }

  answer(question, text) {
    const sent = this.onAnswer(text);
    if (!sent) return;
    this.over.add(question.id);
    this.cards.delete(question.id);
    this.show({ questions: this.asked });
    this.heading.focus({ preventScroll: true });
    this.asked = this.asked.filter((one) => one.id !== question.id);
  }

  putAside(id) {
    this.over.add(id);
    this.show({ questions: this.asked });
    const next = this.list.querySelector("summary");
    (next || this.aside.querySelector("button") || this.heading).focus();
  }

  bringBack() {
    this.over.clear();
    this.show({ questions: this.asked });
    const first = this.list.querySelector("summary");
    if (first) first.focus();
  }
}

function sameNodes(place, nodes) {
  return place.children.length === nodes.length && nodes.every((node, at) => place.children[at] === node);
}

function gainWords(gain) {
  return gain >= MUCH ? "An answer would settle much" : gain >= SOME ? "An answer would settle some of it" : "An answer would settle little";
}

/** What an answer would do, from the engine's sentence without its opening, which names the answer. */
function effectWords(effect) {
  if (!effect) return "";
  const at = effect.words.indexOf("would ");
  return capital(at < 0 ? effect.words : effect.words.slice(at));
}

/** What an answer with and without the sign would do, for a question that no ready sentence answers. */
function openEffects(question) {
  if (!question.if_yes) return null;
  return h(
    "ul",
    { class: "hint effects" },
    h("li", {}, `With sign ${question.sign}: `, h("span", { dataset: { side: "yes" } })),
    h("li", {}, "Without it: ", h("span", { dataset: { side: "no" } })),
  );
}
