// The cases of this user, or, before there are any, what Regrip is and how to begin.

import { get } from "../api.js";
import { announce, focusOn, h, keeping, link, nameThePage, put } from "../dom.js";
import { bringBack, until } from "../parts/case_changes.js";
import { caseList } from "../parts/case_list.js";
import { deletedCases } from "../parts/deleted_cases.js";
import { notice } from "../parts/dialog.js";
import { exampleCards } from "../parts/examples.js";
import { firstRun } from "../parts/first_run.js";
import { indexBanner } from "../parts/index_state.js";
import { may } from "../parts/may.js";
import { takeWord } from "../parts/parting_word.js";
import { vocabulary } from "../words.js";

export async function show(main) {
  const home = { main, banner: indexBanner(), words: await vocabulary().catch(() => null), list: null, deleted: null, examples: examplesLink(), asked: 0 };
  await render(home);
  const said = takeWord();
  if (said) notice(said);
  window.addEventListener("regrip:back", () => render(home).catch(() => {}));
}

/** Show the cases as they are now. Of several readings on the way only the one asked for last is shown, and all of them wait for it. */
function render(home) {
  home.asked += 1;
  home.newest = read(home, home.asked);
  return home.newest;
}

async function read(home, mine) {
  let cases, gone, first;
  try {
    [cases, gone] = await Promise.all([get("/cases?archived=true"), get("/cases?deleted=true")]);
    first = cases.length ? null : await firstRun();
  } catch (error) {
    if (error.code !== "not_kept") throw error;
    return showNothingKept(home);
  }
  if (mine !== home.asked) return home.newest;
  keeping(home.main, () => draw(home, cases, gone, first));
}

function draw(home, cases, gone, first) {
  const heading = h("h1", {}, cases.length ? "Your cases" : "Welcome to Regrip");
  nameThePage(cases.length ? "Your cases" : "Welcome");
  const on = { changed: (one, said) => changed(home, one, said), deleted: (one) => wasDeleted(home, one), undone: (one) => undone(home, one), purged: () => purged(home) };
  home.list = cases.length ? caseList(cases, home.words, on, home.list) : null;
  home.deleted = deletedCases(gone, on, home.deleted);
  put(home.main, home.list ? listed(heading, home, cases.length > 1) : [heading, home.banner, ...first], home.deleted && home.deleted.element);
}

function listed(heading, home, several) {
  return [
    h("div", { class: "home-head" }, heading, h("p", { class: "actions" }, several && may("ask") ? link("/compare", "Compare services", { class: "button" }) : null, may("keep_cases") ? link("/new", "Start a new case", { class: "button primary" }) : null)),
    home.banner,
    home.list.element,
    may("keep_cases") ? home.examples : null,
  ];
}

function examplesLink() {
  const place = h("div", {});
  const toggled = async (event) => event.target.open && !place.childElementCount && put(place, await exampleCards("h2"));
  return h("details", { class: "examples", on: { toggle: toggled } }, h("summary", {}, "Explore an example service"), place);
}

function showNothingKept(home) {
  nameThePage("Nothing is kept");
  put(
    home.main,
    h("h1", {}, "Nothing is kept here"),
    home.banner,
    h("p", { class: "reading" }, "Regrip is set up to keep nothing, so there are no cases. What is typed and the answers to it are gone when the page is left."),
    h("p", { class: "actions" }, may("ask") ? link("/ask", "Ask a question", { class: "button primary" }) : null, link("/settings", "Settings and your data")),
  );
}

async function changed(home, one, said) {
  await render(home);
  announce(said);
  focusOnCase(home, one.id);
}

async function wasDeleted(home, one) {
  await render(home);
  const box = notice(`“${one.name}” was deleted. It can be brought back until ${until(one)}.`, {
    undo: async () => undone(home, await bringBack(one)),
  });
  box.addEventListener("click", () => setTimeout(() => !box.isConnected && document.activeElement === document.body && focusOnTitle(home)));
  focusOn(box);
}

async function undone(home, one) {
  await render(home);
  announce(`“${one.name}” is back.`);
  focusOnCase(home, one.id);
}

async function purged(home) {
  await render(home);
  announce("Deleted for good.");
  focusOnTitle(home);
}

function focusOnCase(home, id) {
  const found = home.main.querySelector(`[data-case="${CSS.escape(id)}"]:not([hidden]) a`);
  if (found) found.focus();
  else focusOnTitle(home);
}

const focusOnTitle = (home) => focusOn(home.main.querySelector("h1"));
