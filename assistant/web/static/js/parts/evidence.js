// The column beside a conversation: the stage strip, the evidence ledger, and the questions that would settle most.

import { get, post, remove } from "../api.js";
import { announce, h, link, put } from "../dom.js";
import { evidenceLedger, sourceLabels, updateLedger } from "./ledger.js";
import { nextQuestions, updateQuestions } from "./questions.js";
import { stageStrip, updateStrip } from "./strip.js";

/**
 * Return the column: {element, jump, show(assessment), refresh(), onChanged}. `jump` leads to it where it stands below the conversation.
 *
 * `place` is {case, conversation()}; without a case, or with `readOnly`, nothing can be marked, and nothing answered with `readOnly`. `turns()` are the messages answered so far.
 */
export class Evidence {
  constructor({ place, words, turns, onAnswer, onChanged, readOnly = false }) {
    Object.assign(this, { place, words, turns, onAnswer, onChanged, readOnly, marks: [], documents: [], assessment: null, figure: null, asked: 0 });
    this.element = h("aside", { class: "evidence", "aria-label": "Stage and evidence", id: "evidence", hidden: true });
    this.way = link("#evidence", "");
    this.jump = h("p", { class: "to-evidence no-print", hidden: true }, this.way);
  }

  /** Show an assessment, as it comes with an answer. */
  show(assessment) {
    if (!assessment) return;
    this.assessment = assessment;
    this.element.hidden = this.jump.hidden = false;
    const stage = assessment.stage ? `Most likely: ${this.words.outcomes[assessment.stage]}. ` : "";
    this.way.textContent = `${stage}See stage and evidence`;
    if (!this.figure) return this.begin();
    updateStrip(this.figure, assessment, this.words);
    if (this.questions) updateQuestions(this.questions, assessment);
    updateLedger(this.ledger, this.now());
  }

  /** Make the parts, once: what is typed into them stays when the assessment changes. */
  begin() {
    const mark = (one) => this.change(() => post(`/cases/${this.place.case}/marks`, { mark: one, conversation_id: this.place.conversation() }));
    this.figure = stageStrip(this.assessment, this.words);
    this.questions = this.readOnly ? null : nextQuestions({ assessment: this.assessment, onAnswer: this.onAnswer });
    this.ledger = evidenceLedger({
      ...this.now(),
      words: this.words,
      onMark: mark,
      onUnmark: (id) => this.change(() => remove(`/cases/${this.place.case}/marks/${id}`)),
      onAdd: mark,
      readOnly: this.readOnly || !this.place.case,
    });
    const back = h("p", { class: "to-talk no-print" }, link("#talk", "Back to the conversation"));
    put(this.element, this.figure, this.questions, this.ledger, back);
  }

  /** What the ledger shows: marks of another conversation lie in texts that are not here. */
  now() {
    const here = this.marks.filter((one) => one.document_id || one.conversation_id === this.place.conversation());
    return { assessment: this.assessment, marks: here, sources: sourceLabels(this.turns(), this.documents, this.place.case) };
  }

  async change(deed) {
    await deed();
    await this.refresh();
    announce(`The stage was judged anew. ${this.assessment.certainty || ""}`);
    this.onChanged();
  }

  /**
   * Judge the case anew, with its papers and marks as they are now; a case with nothing in it shows no column. Of several judgements on the
   * way only the one asked for last is shown, and all of them wait for it.
   */
  refresh() {
    this.asked += 1;
    this.newest = this.judge(this.asked);
    return this.newest;
  }

  async judge(mine) {
    if (!this.place.case) return;
    const path = `/cases/${this.place.case}`;
    const [marks, documents] = await Promise.all([get(`${path}/marks`), get(`${path}/documents`)]);
    if (mine !== this.asked) return this.newest;
    Object.assign(this, { marks, documents });
    if (this.turns().length === 0 && this.documents.length === 0) return;
    const assessment = await post(`${path}/assess`, { conversation_id: this.place.conversation() });
    if (mine !== this.asked) return this.newest;
    this.show(assessment);
  }
}
