// The column beside a conversation: the stage strip, the evidence ledger, and the questions that would settle most.

import { get, post, remove } from "../api.js";
import { announce, h, put } from "../dom.js";
import { evidenceLedger, sourceLabels } from "./ledger.js";
import { nextQuestions } from "./questions.js";
import { stageStrip, updateStrip } from "./strip.js";

/**
 * Return the column: {element, show(assessment), refresh(), onChanged}.
 *
 * `place` is {case, conversation()}; without a case nothing can be marked. `turns()` are the messages answered so far.
 */
export class Evidence {
  constructor({ place, words, turns, onAnswer, onChanged }) {
    Object.assign(this, { place, words, turns, onAnswer, onChanged, marks: [], documents: [], assessment: null, figure: null });
    this.strip = h("div", {});
    this.questions = h("div", {});
    this.ledger = h("div", {});
    this.element = h("aside", { class: "evidence", "aria-label": "Stage and evidence", hidden: true }, this.strip, this.questions, this.ledger);
  }

  /** Show an assessment, as it comes with an answer. */
  show(assessment) {
    if (!assessment) return;
    this.assessment = assessment;
    this.element.hidden = false;
    if (this.figure) updateStrip(this.figure, assessment, this.words);
    else put(this.strip, (this.figure = stageStrip(assessment, this.words)));
    put(this.questions, nextQuestions({ assessment, onAnswer: this.onAnswer }));
    this.showLedger();
  }

  showLedger() {
    put(
      this.ledger,
      evidenceLedger({
        assessment: this.assessment,
        words: this.words,
        marks: this.marks,
        sources: sourceLabels(this.turns(), this.documents, this.place.case),
        onMark: (mark) => this.change(() => post(`/cases/${this.place.case}/marks`, { mark, conversation_id: this.place.conversation() })),
        onUnmark: (id) => this.change(() => remove(`/cases/${this.place.case}/marks/${id}`)),
        onAdd: (mark) => this.change(() => post(`/cases/${this.place.case}/marks`, { mark, conversation_id: this.place.conversation() })),
        readOnly: !this.place.case,
      }),
    );
  }

  async change(deed) {
    await deed();
    await this.refresh();
    announce(`The stage was judged anew. ${this.assessment.certainty || ""}`);
    this.onChanged();
  }

  /** Judge the case anew, with its papers and marks as they are now; a case with nothing in it shows no column. */
  async refresh() {
    if (!this.place.case) return;
    const path = `/cases/${this.place.case}`;
    [this.marks, this.documents] = await Promise.all([get(`${path}/marks`), get(`${path}/documents`)]);
    if (this.turns().length === 0 && this.documents.length === 0) return;
    this.show(await post(`${path}/assess`, { conversation_id: this.place.conversation() }));
  }
}
