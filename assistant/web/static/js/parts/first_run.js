// What a visitor without cases reads: what Regrip is, what it is not, and how to begin.

import { h, link } from "../dom.js";
import { exampleCards } from "./examples.js";
import { may } from "./may.js";

/** Return the parts of the page below its first heading. */
export async function firstRun() {
  const first = h("div", { class: "first" }, h("div", {}, what(), may("keep_cases") ? begin() : withoutCases()), whatNot());
  if (!may("keep_cases")) return [first];
  return [
    first,
    h("h2", {}, "Or explore an example"),
    h("p", { class: "reading" }, "Fictional services, each with its papers. An example opens as a case of your own: ask, correct it and delete it as you like."),
    await exampleCards(),
  ];
}

function what() {
  return [
    h("p", { class: "lead" }, "Regrip helps you answer one question about a children's social care service in England: what stage of difficulty are we in, and what should we do next?"),
    h("p", {}, "You describe the service in your own words, or add papers such as reports and minutes. Regrip shows which of your words point to which stage, how sure that is, and what tends to help there. Every claim comes with its source, one click away."),
  ];
}

function begin() {
  return [
    h("p", {}, "Begin with a case for your service: a place for its papers and conversations. Five short questions help you to start, and each can be skipped."),
    h("p", { class: "actions" }, link("/new", "Start a case for my service", { class: "button primary" }), link("/ask", "Ask a question without a case", { class: "button" })),
  ];
}

/** For a role that keeps no cases of its own. */
function withoutCases() {
  return [
    h("p", {}, "Your account keeps no cases of its own. A case that somebody shares with you is listed here."),
    h("p", { class: "actions" }, may("ask") ? link("/ask", "Ask a question", { class: "button primary" }) : null, link("/library", "Read the library", { class: "button" })),
  ];
}

function whatNot() {
  return h(
    "section",
    { class: "card not" },
    h("h2", {}, "What it is not"),
    h(
      "ul",
      {},
      h("li", {}, "It gives no inspection judgement and foretells none. A stage is not a grade."),
      h("li", {}, "It gives no advice about a child or a family. If a child is in danger now, call 999."),
      h("li", {}, "It does not decide for you. It can be wrong, so it says how sure it is and what would change its mind."),
    ),
    h("p", {}, "What you type and upload is kept on the machine that Regrip runs on. ", link("/settings", "See where your data lives and whether anything leaves it"), "."),
  );
}
