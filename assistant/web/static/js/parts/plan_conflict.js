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
        h("p", {}, gone ? "The plan was deleted there. Your change is not kept yet." : "Your change is not kept yet. This is what is kept now:"),
        gone ? null : h("ol", { class: "other-plan", tabindex: "0", "aria-label": "The plan that is kept now" }, theirs.map((text) => h("li", {}, mine.includes(text) ? text : h("mark", {}, text)))),
        h("p", {}, "And this would be kept of yours:"),
        h("ol", { class: "other-plan", tabindex: "0", "aria-label": "Your plan" }, mine.map((text) => h("li", {}, theirs.includes(text) ? text : h("mark", {}, text)))),
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
