// A case as a paper: for a board or for an adviser, read here, printed, or saved as a file.

import { get } from "../api.js";
import { announce, button, field, freshId, h, link, nameThePage, put, showProblem } from "../dom.js";
import { conversationFiles } from "../parts/conversation_files.js";
import { councilTemplate } from "../parts/council_template.js";
import { FORMATS, fetchFile, saveButton } from "../parts/file_saving.js";
import { paperOf } from "../parts/paper.js";
import { readableDate, sentence } from "../words.js";

const FORMS = [
  { id: "board", name: "Board paper", hint: "About two pages and its sources: where the service is and how sure that is, the strongest evidence for and against, the steps to take, what is not known, and questions for the board." },
  { id: "adviser", name: "Adviser's version", hint: "All of it: every sign that was read, why not the next stage, national figures, the plan held against the stage, movement over time, and other services that have been here." },
];

export async function show(main, place) {
  await new BriefingScreen(main, place.theCase).open();
}

class BriefingScreen {
  constructor(main, theCase) {
    Object.assign(this, { main, theCase, form: "board", format: "docx", asked: 0, made: new Map() });
    this.since = (new URLSearchParams(location.search).get("since") || "").trim();
    this.root = `/cases/${theCase.id}`;
    this.preview = h("div", { class: "preview" });
    this.print = button("Print this paper", () => window.print(), { disabled: true });
  }

  async open() {
    nameThePage(`${this.theCase.name}: briefing`);
    [this.conversations, this.documents] = await Promise.all([get(`${this.root}/conversations`), get(`${this.root}/documents`)]);
    if (this.theCase.documents === 0 && !this.conversations.some((one) => one.exchanges > 0)) return this.showNothing();
    const files = conversationFiles(this.theCase.id, this.conversations);
    put(
      this.main,
      h("div", { class: "briefing-top no-print" }, h("h1", {}, "Briefing"), h("p", { class: "reading" }, "The case as a paper, with the source of every claim. Read it through before you hand it on: it is made from what was said and brought here, and it is no inspection judgement.")),
      h("div", { class: "briefing" }, h("div", { class: "briefing-choices no-print" }, this.choices(), files), this.reading()),
    );
    window.addEventListener("regrip:back", () => this.lost && this.read());
    await this.read();
  }

  showNothing() {
    put(
      this.main,
      h("h1", {}, "Briefing"),
      h(
        "div",
        { class: "card reading" },
        h("h2", {}, "There is nothing to brief on yet"),
        h("p", {}, "A briefing is made from what is in the case. Do one of these first:"),
        h("ul", {}, h("li", {}, link(this.root, "Describe the service"), ", in a few sentences."), h("li", {}, link(`${this.root}/documents`, "Add papers"), ", such as a performance report or board minutes.")),
      ),
    );
  }

  choices() {
    this.template = councilTemplate((file) => this.templateChanged(file));
    const save = saveButton("Make the file", () => this.pathOfFile(), { class: "primary" }, () => this.sent());
    this.formats = this.fieldset("Which kind of file", "format", FORMATS, () => showProblem(save.says, ""));
    return h(
      "form",
      { on: { submit: (event) => event.preventDefault() } },
      this.fieldset("Which paper", "form", FORMS, () => this.read()),
      this.sinceField(),
      this.formats,
      this.template.element,
      h("div", { class: "actions" }, save.button, this.print),
      save.says,
    );
  }

  /** The day since when changes are wanted; with none, the whole paper. */
  sinceField() {
    const dated = this.documents.map((one) => one.date).filter(Boolean).sort();
    if (dated.length === 0) this.since = "";
    const input = h("input", { type: "text", autocomplete: "off", value: this.since, disabled: dated.length === 0 });
    input.addEventListener("change", () => {
      if (input.value.trim() === this.since) return;
      this.since = input.value.trim();
      this.read();
    });
    const span = dated.length ? ` Papers of this case are dated from ${readableDate(dated[0])} to ${readableDate(dated.at(-1))}.` : "";
    const hint = dated.length ? `Leave it empty for the whole paper, or write a date such as 31 May 2024, May 2024 or 2024.${span}` : "It takes papers with dates; this case has none yet.";
    this.sinceInput = input;
    this.sinceProblem = h("div", {});
    return h("div", { class: "since" }, field("Only what has changed since", input, hint), this.sinceProblem);
  }

  /** A template gives a Word file, whatever was chosen. */
  templateChanged(file) {
    for (const input of this.formats.querySelectorAll("input")) {
      if (file && input.value === "docx") input.checked = true;
      input.disabled = Boolean(file) && input.value !== "docx";
    }
    if (file) this.format = "docx";
  }

  query(values) {
    return new URLSearchParams({ ...values, form: this.form, ...(this.since ? { since: this.since } : {}) });
  }

  pathOfFile() {
    return `${this.root}/briefing?${this.query(this.template.file() ? {} : { format: this.format })}`;
  }

  /** What goes along with the request for the file: the template, if there is one. */
  sent() {
    const file = this.template.file();
    if (!file) return {};
    const body = new FormData();
    body.append("template", file, file.name);
    return { method: "POST", body };
  }

  fieldset(legend, name, all, onChange) {
    const option = ({ id, name: label, hint }) => {
      const input = h("input", { type: "radio", name, value: id, id: freshId(name), checked: this[name] === id });
      input.addEventListener("change", () => ((this[name] = id), onChange(id)));
      input.setAttribute("aria-describedby", `${input.id}-hint`);
      return h("div", { class: "choice" }, input, h("div", {}, h("label", { for: input.id }, label), h("p", { class: "hint", id: `${input.id}-hint` }, hint)));
    };
    return h("fieldset", {}, h("legend", {}, legend), all.map(option));
  }

  reading() {
    return h("section", { class: "briefing-reading", "aria-labelledby": "briefing-reading" }, h("h2", { id: "briefing-reading", class: "no-print" }, "What it says"), this.preview);
  }

  /** Show the chosen paper; one that was read already is shown at once. */
  async read() {
    this.asked += 1;
    const turn = this.asked;
    const { form, since } = this;
    const key = `${form} ${since}`;
    this.lost = false;
    this.print.disabled = !this.made.has(key);
    showProblem(this.sinceProblem, "");
    if (!this.made.has(key)) put(this.preview, h("p", { class: "quiet", role: "status" }, "Making the paper…"));
    try {
      if (!this.made.has(key)) this.made.set(key, await this.fetched());
      if (turn !== this.asked) return;
      put(this.preview, paperOf(this.made.get(key), 3));
      this.print.disabled = false;
      if (turn > 1) announce(`The ${FORMS.find((one) => one.id === form).name} is shown${since ? `, with what has changed since ${since} alone` : ""}.`);
    } catch (error) {
      if (turn === this.asked) this.failed(error);
    }
  }

  async fetched() {
    const { blob } = await fetchFile(`${this.root}/briefing?${this.query({ format: "md" })}`);
    return blob.text();
  }

  failed(error) {
    if (this.since && error.code === "bad_input") {
      showProblem(this.sinceProblem, sentence(error.message));
      put(this.preview, h("p", { class: "quiet" }, "The paper is shown as soon as there is a date that it can be made for, or none."));
      return this.sinceInput.focus();
    }
    this.lost = error.code === "unreachable";
    showProblem(this.preview, this.lost ? "Regrip cannot be reached. The paper is shown as soon as it is back." : `The paper could not be made. ${error.message}`);
    if (!this.lost) this.preview.append(h("p", {}, button("Try again", () => this.read(), { class: "small" })));
  }
}
