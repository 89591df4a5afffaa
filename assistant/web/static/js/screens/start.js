// A new case: its name, then five questions one by one, each of which can be skipped, or a blank chat.

import { patch, post } from "../api.js";
import { button, field, focusOn, freshId, h, link, nameThePage, put, showProblem } from "../dom.js";
import { indexBanner } from "../parts/index_state.js";
import { CLOSING, QUESTIONS, answered, firstMessage } from "../parts/guided_questions.js";
import { openWith } from "../parts/opening.js";
import { dropNotes, keepNotes, startNotes } from "../parts/start_notes.js";

const LAST = QUESTIONS.length + 1;

export async function show(main) {
  const start = { main, notes: startNotes() };
  const asked = stepOf(location);
  if (asked > 0 && !start.notes.name.trim()) history.replaceState(null, "", "/new");
  showStep(start, false);
  window.addEventListener("popstate", () => showStep(start));
}

/** Return which step an address shows: 0 for the name, then a question each, and last what will be sent. */
function stepOf({ search }) {
  const step = Number(new URLSearchParams(search).get("step") || 0);
  return Number.isInteger(step) && step >= 0 && step <= LAST ? step : 0;
}

function go(start, step) {
  history.pushState(null, "", step ? `/new?step=${step}` : "/new");
  showStep(start);
}

function showStep(start, withFocus = true) {
  const step = stepOf(location);
  const [title, ...parts] = step === 0 ? namePage(start) : step === LAST ? sendPage(start) : questionPage(start, step);
  nameThePage(step ? `${title} – A new case` : title);
  const heading = h("h1", {}, title);
  const above = step ? [h("p", { class: "quiet step" }, step === LAST ? start.notes.name : `${start.notes.name}: question ${step} of ${QUESTIONS.length}`)] : [];
  put(start.main, h("div", { class: "reading start" }, above, heading, parts));
  if (!withFocus) return;
  focusOn(heading);
  scrollTo(0, 0);
}

function keep(start, values) {
  Object.assign(start.notes, values);
  keepNotes(start.notes);
}

function namePage(start) {
  const problem = h("div", { id: freshId("problem") });
  const name = h("input", { type: "text", value: start.notes.name, maxlength: 200, autocomplete: "off", "aria-required": "true" });
  const service = h("input", { type: "text", value: start.notes.service, maxlength: 200, autocomplete: "off" });
  name.addEventListener("input", () => keep(start, { name: name.value }));
  service.addEventListener("input", () => keep(start, { service: service.value }));
  const named = (then) => () => {
    const empty = !name.value.trim();
    name.setAttribute("aria-invalid", String(empty));
    showProblem(problem, empty ? "Give the case a name first, for example that of the council." : "");
    if (empty) name.focus();
    else then();
  };
  const guided = button("Begin with five questions", named(() => go(start, 1)), { class: "primary" });
  const blank = button("Open a blank chat", named(() => make(start, false, problem, blank)));
  return [
    "A new case",
    h("p", {}, "A case is one service followed over time, with its papers and conversations."),
    field("Name of the case", name, "For example the council. Please no names of children or families."),
    field("Service (if it is only a part)", service, "For example “Front door and assessment”. Services of one council can be at different stages."),
    problem,
    h("h2", {}, "How do you want to begin?"),
    h(
      "div",
      { class: "ways" },
      h("div", { class: "card" }, h("h3", {}, "With five plain questions"), h("p", {}, "They ask for what tells the stages apart. It takes about five minutes, and every question can be skipped."), h("p", { class: "actions" }, guided)),
      h("div", { class: "card" }, h("h3", {}, "With a blank chat"), h("p", {}, "Describe the service in your own way, paste a text, or upload papers first."), h("p", { class: "actions" }, blank)),
    ),
  ];
}

function questionPage(start, step) {
  const { asked, why } = QUESTIONS[step - 1];
  const hint = h("p", { id: freshId("why") }, why);
  const title = freshId("asked");
  const words = h("textarea", { value: start.notes.answers[step - 1] || "", rows: 7, "aria-labelledby": title, "aria-describedby": hint.id });
  const write = (text) => {
    const answers = QUESTIONS.map((_, at) => start.notes.answers[at] || "");
    answers[step - 1] = text;
    keep(start, { answers });
  };
  words.addEventListener("input", () => write(words.value));
  return [
    asked,
    hint,
    h("div", { class: "field" }, h("label", { id: title, for: (words.id = freshId("words")) }, "In your own words"), words),
    h(
      "p",
      { class: "actions" },
      button(step === QUESTIONS.length ? "See the message" : "Next question", () => go(start, step + 1), { class: "primary" }),
      button("Skip this question", () => (write(""), go(start, step + 1))),
      button("Back", () => go(start, step - 1), { class: "plain" }),
    ),
    h("p", { class: "quiet small" }, "What you type stays in this tab until you send it."),
  ];
}

function sendPage(start) {
  const message = firstMessage(start.notes.answers);
  const problem = h("div", {});
  const send = button(message ? "Make the case and ask" : "Open a blank chat", () => make(start, true, problem, send), { class: "primary" });
  const back = button("Back to the questions", () => go(start, 1));
  if (!message) return ["Nothing has been answered", h("p", {}, "That is fine: the case can begin with a blank chat, or you can go back to the questions."), problem, h("p", { class: "actions" }, send, back)];
  return [
    "Your first message",
    h("p", {}, "This is what Regrip will read, in your own words. You can change every answer, now or after it was sent."),
    h("div", { class: "card message" }, answered(start.notes.answers).map(({ topic, words }) => [h("h2", {}, topic), h("p", {}, words)]), h("p", {}, CLOSING)),
    indexBanner(),
    problem,
    h("p", { class: "actions" }, send, back),
  ];
}

/** Make the case, only once whatever fails after it, and open it. What was answered is sent there with `asking`, and else lies in its draft. */
async function make(start, asking, problem, pressed) {
  pressed.disabled = true;
  showProblem(problem, "");
  try {
    const { name, service, caseId } = start.notes;
    const before = caseId && (await patch(`/cases/${caseId}`, { name, service }).catch(() => null));
    const made = before || (await post("/cases", { name, service }));
    keep(start, { caseId: made.id });
    await openWith(made.id, firstMessage(start.notes.answers), asking);
    dropNotes();
  } catch (error) {
    pressed.disabled = false;
    if (error.code === "not_kept") put(problem, h("p", { class: "problem", role: "alert" }, "Regrip is set up to keep nothing, so no case can be made. ", link("/ask", "Ask without a case"), "."));
    else showProblem(problem, error.message);
  }
}
