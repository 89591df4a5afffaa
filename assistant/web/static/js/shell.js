// What every page begins with: the bar of the case, the screen, and what happens when something fails.

import { ApiError, get } from "./api.js";
import { button, focusOn, h, nameThePage, put } from "./dom.js";
import { caseBar } from "./parts/case_bar.js";
import { mayBeHere } from "./parts/may.js";

const main = document.querySelector("#main");
const screen = document.documentElement.dataset.screen;

/** Return what the address names: {case, conversation, document, rest}. */
function placeOf(path) {
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  const place = { case: null, conversation: null, document: null, rest: parts };
  if (parts[0] === "cases") {
    place.case = parts[1] || null;
    if (parts[2] === "conversations") place.conversation = parts[3] || null;
    if (parts[2] === "documents") place.document = parts[3] || null;
  } else if (parts[0] === "ask") place.conversation = parts[1] || null;
  return place;
}

async function open() {
  if (!mayBeHere()) return notForThisRole();
  const place = placeOf(location.pathname);
  try {
    const [module, its_case] = await Promise.all([
      import(`./screens/${screen}.js`),
      place.case ? get(`/cases/${encodeURIComponent(place.case)}`) : null,
    ]);
    if (its_case) put(document.querySelector("#case-bar"), caseBar(its_case, screen));
    await module.show(main, { ...place, theCase: its_case });
  } catch (error) {
    failed(error);
  }
}

function notForThisRole() {
  nameThePage("Not for this account");
  put(
    main,
    h("h1", {}, "This is not for this account"),
    h("p", { class: "reading" }, "The role of your account does not take it in. Whoever manages the accounts here can give it another role."),
    h("p", { class: "actions" }, h("a", { href: "/", class: "button" }, "Go to the cases shared with you"), h("a", { href: "/library" }, "Read the library")),
  );
}

function failed(error) {
  if (!(error instanceof ApiError)) console.error(error);
  nameThePage("Not shown");
  const missing = error.code === "not_found";
  const title = h("h1", {}, missing ? "This is not here" : "This page cannot be shown now");
  const text = missing
    ? "It may have been deleted, or the address may be wrong."
    : error instanceof ApiError
      ? error.message
      : "Something went wrong in the page itself.";
  put(main, title, h("p", {}, text), h("p", {}, button("Try again", () => location.reload(), { class: "primary" }), " ", h("a", { href: "/" }, "Go to your cases")));
  focusOn(title);
  window.addEventListener("regrip:back", () => location.reload(), { once: true });
}

open();
