// What to do when another tab has changed the plan meanwhile: nobody's words go without a choice.

import { announce, button, focusOn, h, put } from "../dom.js";

/** Show both plans in `place`, and return the texts that the reader chose to keep; null for what is there now. */
export function chosenPlan(place, mine, theirs) {
  return new Promise((resolve) => {
    const choose = (texts) => {
      put(place);
      resolve(texts);
    };
    const both = [...theirs, ...mine.filter((text) => !theirs.includes(text))];
    const heading = h("h2", {}, "Another tab has changed the plan");
    const gone = theirs.length === 0;
    put(
      place,
      h(
        "div",
        { class: "card plan-conflict" },
        heading,
        h("p", {}, gone ? "The plan was deleted there. Your change is not kept yet." : "Your change is not kept yet. Choose what to keep; this is where the two differ:"),
        gone ? null : [difference("Only in the other plan", theirs, mine), difference("Only in yours", mine, theirs)],
        h(
          "p",
          { class: "actions" },
          button("Keep mine", () => choose(mine), { class: "primary" }),
          gone ? null : button("Put both together", () => choose(both)),
          button(gone ? "Leave it deleted" : "Use the other", () => choose(null)),
        ),
      ),
    );
    announce("Another tab has changed the plan. Choose which one to keep.");
    focusOn(heading);
  });
}

function difference(title, these, those) {
  const own = these.filter((text) => !those.includes(text));
  const list = own.length > 0 ? h("ul", {}, own.map((text) => h("li", {}, text))) : h("p", { class: "quiet" }, "Nothing; only the order may be another.");
  return h("div", { class: "difference" }, h("h3", {}, title), list);
}
