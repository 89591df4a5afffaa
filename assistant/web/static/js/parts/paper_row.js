// One paper in the list of a case: what it is, what it shows, and its title and date changed in place.

import { get, patch, remove } from "../api.js";
import { announce, button, field, h, link, put, showProblem } from "../dom.js";
import { counted, percent, readableDate } from "../words.js";
import { isoDate } from "./dates.js";
import { confirmed } from "./dialog.js";
import { capital } from "./strip.js";

/**
 * Return {element, update(paper, point), edit(), focus()}. `point` is the paper's point of the timeline, null while that is being read.
 *
 * `onChanged(paper)` is called after a change, `onRemoved(removed)` after the paper has gone; `readOnly` leaves out what changes it.
 */
export function paperRow(paper, { path, href, words, readOnly, onChanged, onRemoved }) {
  let point = null;
  let warned = [];
  const name = link(href, "");
  const title = h("h3", {}, name);
  const facts = h("p", { class: "paper-facts" });
  const told = h("div", { class: "paper-told" });
  const place = h("div", {});
  const actions = h("p", { class: "actions" });
  const element = h("li", { class: "card paper", id: `paper-${paper.id}` }, title, facts, told, actions, place);

  const named = (text, deed) => {
    const whose = h("span", { class: "unseen" });
    return { whose, control: button([text, whose], deed, { class: "small" }) };
  };
  const deeds = [named("Change", edit), named("Remove", takeOut)];

  /** Only words change: link and buttons stay the same ones, so that nobody loses the focus when the list is read again. */
  function draw() {
    name.textContent = paper.title;
    for (const { whose } of deeds) whose.textContent = ` ${paper.title}`;
    put(
      facts,
      h("span", { class: paper.date ? "" : "tag warn" }, paper.date ? readableDate(paper.date) : "no date"),
      h("span", {}, kindName(paper.kind)),
      h("span", {}, counted(paper.words, "word")),
      h("span", { class: "paper-stage" }, shown(point, words)),
    );
    if (paper.warnings.join() !== warned.join()) put(told, paper.warnings.length ? warnings(paper.warnings) : null);
    warned = paper.warnings;
    if (!readOnly && !place.firstChild && !actions.firstChild) put(actions, deeds.map(({ control }) => control));
  }

  function edit() {
    const form = editForm(paper, { path, onDone: (changed) => leave(changed), onCancel: () => leave(null) });
    put(actions);
    put(place, form);
    form.querySelector("input").focus();
  }

  function leave(changed) {
    put(place);
    if (changed) paper = changed;
    draw();
    actions.querySelector("button").focus();
    if (!changed) return;
    announce(`Saved: ${paper.title}, ${paper.date ? readableDate(paper.date) : "no date"}`);
    onChanged(paper);
  }

  async function takeOut() {
    showProblem(place, "");
    try {
      const marks = (await get(`/cases/${paper.case_id}/marks`)).filter((mark) => mark.document_id === paper.id);
      const agreed = await confirmed(`Remove “${paper.title}”?`, whatGoes(paper, marks.length), "Remove this paper", { danger: true });
      if (agreed) onRemoved(await remove(path));
    } catch (error) {
      showProblem(place, `It was not removed. ${error.message}`);
    }
  }

  draw();
  return {
    element,
    edit,
    focus: () => name.focus(),
    update(newer, itsPoint = point) {
      paper = newer;
      point = itsPoint;
      draw();
    },
  };
}

function shown(point, words) {
  if (!point) return h("span", { class: "quiet" }, "stage being read…");
  const chance = point.probabilities[point.outcome];
  if (chance === undefined) return h("span", { class: "quiet" }, "says no stage");
  return [h("span", { class: "tag" }, words.outcomes[point.outcome]), h("span", { class: "quiet" }, ` ${percent(chance)} likely`)];
}

/** Return what a reader calls the kind of a file: "PDF", "Markdown". */
export function kindName(kind) {
  return kind.length > 4 || kind === "text" ? capital(kind) : kind.toUpperCase();
}

function warnings(all) {
  return h("details", {}, h("summary", {}, counted(all.length, "thing"), " to know about this paper"), h("ul", {}, all.map((one) => h("li", {}, one))));
}

function whatGoes(paper, marks) {
  return [
    h("p", {}, "This cannot be undone. It takes away:"),
    h(
      "ul",
      {},
      h("li", {}, `its text (${counted(paper.words, "word")})${paper.kept ? " and the file itself" : ""}`),
      h("li", {}, marks ? `${counted(marks, "correction")} that you made in it` : "its place in the timeline and the stage of the case"),
      h("li", {}, "its words in earlier answers, which then say that a paper was removed"),
    ),
  ];
}

/** Return the form that changes title and date. Where somebody else was quicker it says what stands there now and keeps what was typed. */
function editForm(paper, { path, onDone, onCancel }) {
  let version = paper.version;
  const title = h("input", { type: "text", maxlength: 200, required: true, autocomplete: "off", value: paper.title });
  const date = h("input", { type: "text", autocomplete: "off", value: paper.date || "" });
  const problem = h("div", {});
  const save = h("button", { type: "submit", class: "primary" }, "Save");

  async function send(event) {
    event.preventDefault();
    showProblem(problem, "");
    save.disabled = true;
    try {
      onDone(await patch(path, { title: title.value, date: isoDate(date.value), version }));
    } catch (error) {
      showProblem(problem, error.status === 409 ? await whatIsThere(error) : sentence(error.message));
      save.disabled = false;
      save.focus();
    }
  }

  async function whatIsThere(error) {
    const now = await get(path).catch(() => null);
    if (!now || now.version === version) return sentence(error.message);
    version = now.version;
    const dated = now.date ? `dated ${readableDate(now.date)}` : "without a date";
    return `Somebody changed this paper meanwhile: it is now “${now.title}”, ${dated}. What you typed is still here; save again to put it in place.`;
  }

  const keys = (event) => event.key === "Escape" && (event.stopPropagation(), onCancel());
  return h(
    "form",
    { class: "paper-form", "aria-label": `Change ${paper.title}`, on: { submit: send, keydown: keys } },
    field("Title", title),
    field("Date", date, "Such as 31 May 2024, May 2024 or 2024. Leave it empty if the paper has none."),
    problem,
    h("p", { class: "actions" }, save, button("Cancel", onCancel)),
  );
}

function sentence(text) {
  return `${capital(text)}${/[.!?]$/.test(text) ? "" : "."}`;
}
