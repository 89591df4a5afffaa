// The bar below the masthead: which case this is, and its screens.

import { h } from "../dom.js";

const SCREENS = [
  ["conversation", "", "Conversation"],
  ["documents", "/documents", "Documents"],
  ["timeline", "/timeline", "Timeline"],
  ["plan", "/plan", "Plan"],
  ["briefing", "/briefing", "Briefing"],
];

/** Return the bar of a case, with the screen that is shown marked. */
export function caseBar(theCase, screen) {
  const here = screen === "document" ? "documents" : screen;
  const links = SCREENS.map(([name, path, label]) =>
    h("li", {}, h("a", { href: `/cases/${theCase.id}${path}`, "aria-current": name === here ? "page" : null }, label)),
  );
  return h(
    "section",
    { class: "case-bar", "aria-label": "Case" },
    h("div", { class: "width" }, h("p", { class: "case-name" }, theCase.name), h("nav", { "aria-label": "This case" }, h("ul", {}, links))),
  );
}

/** Show a new name in the bar. */
export function renameInBar(name) {
  const place = document.querySelector(".case-bar .case-name");
  if (place) place.textContent = name;
}
