// Services side by side: cases of the reader's own, and for each the services of the library that climbed out of its stage.

import { get, post } from "../api.js";
import { announce, button, h, link, nameThePage, put, showProblem } from "../dom.js";
import { casePicker, LEAST, MOST } from "../parts/case_picker.js";
import { climbedOut } from "../parts/climbed_out.js";
import { may } from "../parts/may.js";
import { sideTable } from "../parts/side_table.js";
import { counted, sentence, vocabulary } from "../words.js";

export async function show(main) {
  const asked = new URLSearchParams(location.search).getAll("case");
  const [cases, words] = await Promise.all([get("/cases?archived=true"), vocabulary()]);
  const chosen = [...new Set(asked)].filter((id) => cases.some((one) => one.id === id)).slice(0, MOST);
  const lost = new Set(asked).size - chosen.length;
  nameThePage("Compare services");
  const filled = cases.filter((one) => one.documents + one.conversations > 0);
  if (filled.length < LEAST) return put(main, heading(), tooFew(filled.length));
  const result = h("div", { class: "compared" });
  const missing = h("div", {});
  const ready = chosen.length >= LEAST;
  put(main, heading(), choice(casePicker(cases, chosen, words), ready), missing, result);
  if (lost > 0) put(missing, h("p", { class: "problem", role: "alert" }, `${counted(lost, "case")} of the address cannot be compared here: deleted, not shared with you, or more than ${MOST}.`));
  if (!ready) return;
  const services = chosen.map((id) => cases.find((one) => one.id === id));
  window.addEventListener("beforeprint", () => unfold(result));
  await compare(result, services, words);
  window.addEventListener("regrip:back", () => result.dataset.failed && compare(result, services, words));
}

/** What is folded away would be lost on paper. */
function unfold(place) {
  for (const folded of place.querySelectorAll("details")) folded.open = true;
}

function heading() {
  return [
    h("h1", {}, "Compare services"),
    h("p", { class: "reading" }, "Your cases side by side: the stage of each, how sure that is, its signs and its direction; and other services that were there and climbed out."),
  ];
}

function tooFew(number) {
  const there = number === 1 ? "Only one of your cases has anything in it." : "None of your cases has anything in it yet.";
  return h(
    "div",
    { class: "card reading" },
    h("h2", {}, "It takes two services"),
    h("p", {}, `${there} A case can be compared once it has papers, or a conversation in which the service is described.`),
    h("p", { class: "actions" }, may("keep_cases") ? link("/new", "Start a new case", { class: "button primary" }) : null, link("/", "Go to your cases")),
  );
}

/** The cases to choose from: in full before there is a comparison, folded away above one. */
function choice(picker, folded) {
  if (!folded) return picker;
  return h("details", { class: "other-services no-print" }, h("summary", {}, "Choose other services"), picker);
}

async function compare(place, services, words) {
  delete place.dataset.failed;
  put(place, h("p", { class: "quiet", role: "status" }, `Reading ${services.length} services with all their papers. This can take a while…`));
  try {
    const [comparison, papers] = await Promise.all([post("/compare", { cases: services.map((one) => one.id) }), Promise.all(services.map(papersOf))]);
    const sides = comparison.sides.map((side, at) => ({ ...side, theCase: services[at], papers: papers[at] }));
    nameThePage(`Compare ${sides.map((side) => side.name).join(", ")}`);
    put(place, sideBySide(comparison, sides, words), climbedOut(comparison, sides, words));
    announce(`${services.length} services are compared.`);
  } catch (error) {
    place.dataset.failed = "yes";
    showProblem(place, error.code === "unreachable" ? "Regrip cannot be reached. The services are compared as soon as it is back." : `They could not be compared. ${sentence(error.message)}`);
    if (error.code !== "unreachable") place.append(h("p", {}, button("Try again", () => compare(place, services, words), { class: "small" })));
  }
}

/** The papers of a case, so that signs can lead to theirs; without them there is no link. */
function papersOf(one) {
  return get(`/cases/${one.id}/documents`).catch(() => []);
}

function sideBySide(comparison, sides, words) {
  const silent = comparison.silent_themes.map((theme) => words.themes[theme]);
  const notes = [...new Set(comparison.warnings)].map((text) => h("p", {}, text));
  if (silent.length) notes.push(h("p", {}, `Nothing was said of any of them about ${new Intl.ListFormat("en-GB").format(silent)}.`));
  return h(
    "section",
    { "aria-labelledby": "side-by-side" },
    h("div", { class: "compared-head" }, h("h2", { id: "side-by-side" }, "Side by side"), button("Print", () => window.print(), { class: "small" })),
    sideTable(sides, words, new Map(comparison.citations.map((one) => [one.n, one]))),
    h("div", { class: "compared-notes reading" }, notes),
  );
}
