// Everything that is asked of the server, apart from answers (queue.js). What fails says so in one form: ApiError.

export class ApiError extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const ROOT = "/api/v1";
const LOST = "Regrip cannot be reached. It may be starting again; this page tries by itself.";

/** Send a request and return what came back; raises ApiError, with the code `unreachable` where nothing answered. */
export async function send(method, path, body, options = {}) {
  const request = { method, headers: {}, ...options };
  if (body instanceof FormData) request.body = body;
  else if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers["Content-Type"] = "application/json";
  }
  let reply;
  try {
    reply = await fetch(ROOT + path, request);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connectionLost();
    throw new ApiError("unreachable", LOST, 0);
  }
  if (reply.status === 204) return null;
  const read = await reply.json().catch(() => null);
  if (!reply.ok) {
    const told = (read && read.error) || {};
    if (reply.status === 401) signedOut();
    throw new ApiError(told.code || "unexpected", told.message || "Something went wrong on our side. Please try again.", reply.status);
  }
  return read;
}

export const get = (path, options) => send("GET", path, undefined, options);
export const post = (path, body = {}) => send("POST", path, body);
export const put = (path, body) => send("PUT", path, body);
export const patch = (path, body) => send("PATCH", path, body);
export const remove = (path) => send("DELETE", path);

/** Send files one by one with their progress: `onProgress` gets a share of 0..1. Returns what came of the file; raises ApiError. */
export function upload(path, file, onProgress, signal) {
  const form = new FormData();
  form.append("files", file, file.name);
  return sendForm(path, form, onProgress, signal);
}

/** Send a form with its progress, which `fetch` cannot tell. */
export function sendForm(path, form, onProgress = () => {}, signal = null) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", ROOT + path);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status < 400) return resolve(request.response);
      if (request.status === 401) signedOut();
      const told = (request.response && request.response.error) || {};
      reject(new ApiError(told.code || "unexpected", told.message || "Something went wrong on our side. Please try again.", request.status));
    });
    request.addEventListener("error", () => {
      connectionLost();
      reject(new ApiError("unreachable", LOST, 0));
    });
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    if (signal) signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

let waiting = false;

/** Say that nobody is signed in any more, with the way back in; what was typed stays on the page. */
export function signedOut() {
  const bar = document.querySelector("#lost");
  const here = encodeURIComponent(location.pathname + location.search);
  const way = document.createElement("a");
  way.href = `/sign-in?next=${here}`;
  way.textContent = "Sign in again";
  bar.replaceChildren("You are signed out. ", way, ".");
  bar.hidden = false;
}

/** Say that the server is gone, wait for it, and tell the page when it is back with the event `regrip:back`. */
export async function connectionLost() {
  if (waiting) return;
  waiting = true;
  const bar = document.querySelector("#lost");
  bar.textContent = LOST;
  bar.hidden = false;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    const reply = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (reply && reply.ok) break;
  }
  waiting = false;
  bar.hidden = true;
  window.dispatchEvent(new CustomEvent("regrip:back"));
}
