// How the index of sources is: a banner where there is none to answer from, and building it from the page.

import { get, post } from "../api.js";
import { announce, button, focusOn, h, put, showProblem } from "../dom.js";
import { counted } from "../words.js";
import { may } from "./may.js";

const EVERY_MS = 1000;
const WORDS = {
  missing: ["The index of sources has not been built yet", "Regrip answers from an index of its sources, and needs it before it can answer anything. Building it takes up to a few minutes, once, on this machine."],
  outdated: ["The index of sources is out of date", "Building it again takes what is new into account. What has not changed is not read again."],
  failed: ["The index of sources could not be built", "Nothing of yours is lost. You can try again here."],
};

/** Return a banner that shows itself while the index is not ready, and goes away when it is; then `onReady` is called. */
export function indexBanner(onReady = () => {}) {
  const place = h("div", { class: "index-banner no-print" });
  const banner = { place, shown: "", onReady, bar: null, words: null, asked: 0 };
  refresh(banner);
  window.addEventListener("regrip:back", () => refresh(banner));
  return place;
}

/** Ask how the index is; an answer that another question or a build has overtaken counts no more. */
async function refresh(banner) {
  const mine = (banner.asked += 1);
  try {
    const state = await get("/index");
    if (mine === banner.asked) showState(banner, state);
  } catch (error) {
    if (mine !== banner.asked) return;
    if (error.code !== "unreachable" && banner.shown) showFault(banner, error);
  }
}

function showState(banner, state) {
  if (state.state === "building") showProgress(banner, state);
  else if (state.state === "ready") showReady(banner);
  else if (banner.shown !== state.state) showOffer(banner, state);
}

function showReady(banner) {
  const wasBuilding = banner.shown === "building";
  const hadFocus = banner.place.contains(document.activeElement);
  banner.shown = "";
  put(banner.place);
  if (!wasBuilding) return;
  announce("The index is ready. Regrip can answer now.");
  if (hadFocus) focusOn(document.querySelector("#main h1"));
  banner.onReady();
}

function showOffer(banner, state) {
  const [title, text] = WORDS[state.state] || WORDS.failed;
  const wasBuilding = banner.shown === "building";
  const heading = h("h2", {}, title);
  banner.shown = state.state;
  const build = button("Build it now", () => begin(banner, build), { class: "primary" });
  const why = state.state !== "missing" && state.message ? h("p", { class: "quiet small" }, `What was found: ${state.message}`) : null;
  put(banner.place, h("section", { class: "card" }, heading, h("p", {}, text), why, may("build_index") ? h("p", { class: "actions" }, build) : h("p", {}, "An administrator of Regrip can build it."), h("div", { class: "index-problem" })));
  if (wasBuilding) {
    announce(title);
    focusOn(heading);
  }
}

async function begin(banner, build) {
  build.disabled = true;
  banner.asked += 1;
  try {
    const state = await post("/index/build");
    announce("Building the index has begun. You can go on; this page says when it is ready.");
    if (state.state === "building") showProgress(banner, state, true);
    else showState(banner, state);
  } catch (error) {
    build.disabled = false;
    showFault(banner, error);
  }
}

function showFault(banner, error) {
  const problem = banner.place.querySelector(".index-problem");
  if (problem) showProblem(problem, error.message);
}

function showProgress(banner, state, withFocus = false) {
  if (banner.shown !== "building") {
    banner.shown = "building";
    banner.bar = h("progress", { "aria-labelledby": "index-building" });
    banner.words = h("p", { class: "quiet" });
    const heading = h("h2", { id: "index-building" }, "Building the index of sources");
    put(banner.place, h("section", { class: "card" }, heading, banner.bar, banner.words));
    if (withFocus) focusOn(heading);
  }
  if (state.total > 0) {
    banner.bar.max = state.total;
    banner.bar.value = Math.min(state.done, state.total);
  } else banner.bar.removeAttribute("value");
  banner.words.textContent = progressWords(state);
  setTimeout(() => refresh(banner), EVERY_MS);
}

function progressWords({ what, done, total }) {
  const far = total > 0 ? `${done.toLocaleString("en-GB")} of ${counted(total, "passage")}` : "";
  return [what, far].filter(Boolean).join(": ") || "Starting";
}
