// Cases that were deleted and can still be brought back.

import { button, h, showProblem } from "../dom.js";
import { askAndPurge, bringBack, until } from "./case_changes.js";

/** Return {element, …} of deleted cases, or null where there are none. `before` is the one it replaces: opened stays opened. */
export function deletedCases(cases, on, before = null) {
  if (!cases.length) return null;
  const list = h("ul", { class: "cases" }, cases.map((one) => deletedRow(one, on)));
  const title = h("summary", {}, `Deleted cases that can be brought back (${cases.length})`);
  return { element: h("details", { class: "deleted", open: Boolean(before && before.element.open) }, title, list) };
}

function deletedRow(one, on) {
  const problem = h("div", {});
  const guarded = (deed) => async () => {
    try {
      await deed();
    } catch (error) {
      showProblem(problem, error.message);
    }
  };
  const named = (label, deed, props) => button([label, h("span", { class: "unseen" }, ` ${one.name}`)], guarded(deed), props);
  const back = async () => on.undone(await bringBack(one));
  const purge = async () => (await askAndPurge(one)) && on.purged(one);
  return h(
    "li",
    { class: "card case" },
    h("div", { class: "case-facts" }, h("h2", {}, one.name), h("p", { class: "quiet small" }, `With all that was in it, it can be brought back until ${until(one)}.`)),
    one.role === "owner" ? h("p", { class: "actions" }, named("Bring back", back, { class: "small" }), named("Delete for good", purge, { class: "small danger" })) : null,
    problem,
  );
}
