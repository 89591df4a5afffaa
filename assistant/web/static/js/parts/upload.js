// Files on their way into a case: two at a time, each with its own progress, reasons and way out.

import { ApiError, upload } from "../api.js";
import { announce, button, h, link, put } from "../dom.js";
import { counted } from "../words.js";

const AT_ONCE = 2;
const WORDS = {
  waiting: "Waiting",
  reading: "Sent; being read",
  added: "Added",
  known: "Already here",
  refused: "Not taken",
  stopped: "Not sent: you stopped it",
  lost: "Not sent: the connection was lost",
};
const UNDER_WAY = ["waiting", "sending", "reading"];

/**
 * Return the list of files that are being added: {element, add, busy}.
 *
 * `path` takes uploads, `hrefOf` gives a document's address, `largest` is the most bytes of a file. `onAdded` is called with each
 * result that the case kept, `onSettled` when nothing is under way any more.
 */
export function uploadList(path, { hrefOf, largest = Infinity, onAdded = () => {}, onSettled = () => {} }) {
  const items = [];
  let paused = false;
  const list = h("ul", { class: "uploads" });
  const clear = button("Clear this list", () => (items.splice(0), list.replaceChildren(), show()), { class: "small" });
  const element = h("div", { class: "uploads-box", hidden: true }, h("h3", { tabindex: "-1" }, "Files you gave"), list, h("p", { class: "actions" }, clear));

  const busy = () => items.some((item) => UNDER_WAY.includes(item.state));

  function show() {
    element.hidden = items.length === 0;
    clear.hidden = busy();
  }

  function add(files, folders = []) {
    const fresh = [...files].map((file) => ({ file, name: file.name, ...checked(file, largest) }));
    fresh.push(...folders.map((name) => ({ name, state: "refused", reason: "It is a folder. Open it and choose the files inside." })));
    for (const item of fresh) {
      item.row = h("li", { class: "upload" });
      draw(item);
      list.append(item.row);
    }
    items.push(...fresh);
    show();
    if (!busy()) settled();
    next();
  }

  function next() {
    while (!paused && items.filter((item) => item.state === "sending" || item.state === "reading").length < AT_ONCE) {
      const item = items.find((one) => one.state === "waiting");
      if (!item) return;
      transfer(item);
    }
  }

  async function transfer(item) {
    item.stop = new AbortController();
    change(item, "sending", { share: 0, reason: "" });
    try {
      const [result] = await upload(path, item.file, (share) => change(item, share < 1 ? "sending" : "reading", { share }), item.stop.signal);
      const state = twin(result) ? "known" : result.outcome;
      change(item, state, { result, reason: reasonOf(result, state) });
      if (result.document) onAdded(result);
    } catch (error) {
      failed(item, error);
    }
    show();
    next();
    if (!busy()) settled();
  }

  function failed(item, error) {
    if (error.name === "AbortError") return change(item, "stopped");
    if (!(error instanceof ApiError) || error.code !== "unreachable") return change(item, "refused", { reason: error.message });
    paused = true;
    change(item, "lost");
    window.addEventListener("regrip:back", carryOn, { once: true });
  }

  /** The server is back: what was lost is sent once more by itself, then only when asked; what waited goes on. */
  function carryOn() {
    paused = false;
    for (const item of items.filter((one) => one.state === "lost" && !one.again)) {
      item.again = true;
      change(item, "waiting", { told: false });
    }
    next();
    show();
  }

  /** Nothing is under way: say once what came of the files since it was last said. */
  function settled() {
    const fresh = items.filter((item) => !item.told);
    const number = (state) => fresh.filter((item) => item.state === state).length;
    const said = ["added", "known", "refused", "lost", "stopped"].filter(number);
    announce(said.map((state) => `${counted(number(state), "file")}: ${WORDS[state]}`).join(". "));
    for (const item of fresh) item.told = true;
    onSettled();
  }

  function change(item, state, values = {}) {
    const redraw = state !== item.state || state !== "sending";
    Object.assign(item, { state }, values);
    if (redraw) draw(item);
    else progress(item);
  }

  function draw(item) {
    const focused = item.row.contains(document.activeElement);
    const document_ = item.result && item.result.document;
    item.words = h("span", { class: "upload-state" }, stateWords(item));
    item.bar = item.state === "sending" ? h("progress", { max: 1, "aria-label": `Sending ${item.name}` }) : null;
    const deed = deedOf(item);
    put(
      item.row,
      h("span", { class: "upload-name" }, document_ ? link(hrefOf(document_), item.name) : item.name),
      h("span", { class: `tag ${tagOf(item.state)}` }, item.words),
      item.bar,
      deed,
      item.reason ? h("p", { class: "upload-reason" }, item.reason) : null,
    );
    if (item.bar) progress(item);
    if (focused) (deed || item.row.querySelector("a") || element.querySelector("h3")).focus();
  }

  function deedOf(item) {
    const again = () => (change(item, "waiting", { told: false }), show(), next());
    const stop = () => (item.state === "waiting" ? (change(item, "stopped"), show(), busy() || settled()) : item.stop.abort());
    const named = (text) => [text, h("span", { class: "unseen" }, ` ${item.name}`)];
    if (item.state === "waiting" || item.state === "sending") return button(named("Stop"), stop, { class: "small" });
    if (item.file && (item.state === "lost" || item.state === "stopped")) return button(named("Try again"), again, { class: "small" });
    return null;
  }

  window.addEventListener("beforeunload", (event) => busy() && event.preventDefault());
  return { element, add, busy };
}

function checked(file, largest) {
  if (file.size <= largest) return { state: "waiting" };
  return { state: "refused", reason: `It has ${megabytes(file.size)}, more than ${megabytes(largest)}. Cut it into parts, or save it smaller.` };
}

/** Return a size in bytes as a reader reads it. */
export function megabytes(bytes) {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toLocaleString("en-GB", { maximumFractionDigits: 1 })} MB`;
}

function stateWords(item) {
  return item.state === "sending" ? `Sending, ${Math.round(100 * item.share)}%` : WORDS[item.state];
}

function progress(item) {
  item.bar.value = item.share;
  item.words.textContent = stateWords(item);
}

function tagOf(state) {
  if (state === "added") return "good";
  if (state === "refused" || state === "lost") return "bad";
  return state === "known" || state === "stopped" ? "warn" : "";
}

/** Of two files with the same content that are sent at once the server keeps one and names it for both. */
function twin(result) {
  return result.outcome === "added" && result.document.name !== result.name;
}

function reasonOf(result, state) {
  const said = [];
  if (state === "known") said.push(`The case holds the same content as “${result.document.title}”; nothing was added.`);
  if (state === "refused") said.push(`${result.reason}.`);
  if (result.near) said.push(`It says nearly the same as “${result.near}”. If one is a draft of the other, remove one of them.`);
  if (state === "added" && !result.document.date) said.push("It states no date; give it one below, so that the timeline can place it.");
  return said.join(" ");
}
