// Answers, through Gradio's queue: a place in the queue first, then the answer as it grows.

import { ApiError, connectionLost, signedOut } from "./api.js";

const ROOT = "/gradio_api";
const ENOUGH = "Other messages of yours are still being answered. Your message is kept here; please send it again when they are.";
const FULL = "Too many people are asking at this moment. Your message is kept here; please send it again in a minute.";

/**
 * Ask, and hand every event to `onEvent`: {event: "place", place} while it waits, {event: "begun"}, then {event: "taken", conversation_id, exchange_id} where it is
 * kept, {event: "answer", answer} with each section, and {event: "done", answer}. Returns the last event.
 *
 * Raises ApiError: `busy` when the queue is full, `unreachable` when the server is gone, or what was wrong with the question;
 * and an AbortError when `signal` says to stop.
 */
export async function ask(message, onEvent, signal) {
  const session = crypto.getRandomValues(new Uint32Array(3)).join("-");
  const joined = await join(message, session, signal);
  return follow(joined.event_id, session, onEvent, signal);
}

async function join(message, session, signal) {
  const body = JSON.stringify({ data: [message], fn_index: 0, session_hash: session });
  let reply;
  try {
    reply = await fetch(`${ROOT}/queue/join`, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connectionLost();
    throw new ApiError("unreachable", "Regrip cannot be reached. Your message is kept here.", 0);
  }
  if (reply.status === 429 || reply.status === 503) {
    const { error } = await reply.json().catch(() => ({}));
    throw new ApiError("busy", error && error.code === "your_share" ? ENOUGH : FULL, reply.status);
  }
  if (reply.status === 401) {
    signedOut();
    throw new ApiError("not_signed_in", "You are signed out. Your message is kept here; sign in again to send it.", 401);
  }
  if (!reply.ok) throw new ApiError("unexpected", "The message was not taken. Please try again.", reply.status);
  return reply.json();
}

function follow(eventId, session, onEvent, signal) {
  return new Promise((resolve, reject) => {
    const stream = new EventSource(`${ROOT}/queue/data?session_hash=${session}`);
    let data = null;
    let last = null;
    const end = (settle, value) => {
      stream.close();
      settle(value);
    };
    const stop = () => {
      cancel(eventId, session);
      end(reject, new DOMException("stopped", "AbortError"));
    };
    if (signal) signal.addEventListener("abort", stop, { once: true });
    stream.addEventListener("error", () => {
      connectionLost();
      end(reject, new ApiError("unreachable", "The connection was lost while the answer was being made.", 0));
    });
    stream.addEventListener("message", ({ data: line }) => {
      const message = JSON.parse(line);
      if (message.msg === "estimation") onEvent({ event: "place", place: message.rank + 1 });
      else if (message.msg === "process_starts") onEvent({ event: "begun" });
      else if (message.msg === "process_generating" && message.success) {
        data = data === null ? message.output.data : data.map((value, at) => changed(value, message.output.data[at]));
        last = data[0];
        if (last.event === "error" && last.error.code === "not_signed_in") signedOut();
        if (last.event === "error") end(reject, new ApiError(last.error.code, last.error.message, 400));
        else onEvent(last);
      } else if (message.msg === "process_completed") {
        if (message.success && last && last.event === "done") end(resolve, last);
        else end(reject, new ApiError("unexpected", "There is no answer this time. Please try again.", 500));
      } else if (message.msg === "unexpected_error") {
        end(reject, new ApiError("unexpected", "There is no answer this time. Please try again.", 500));
      }
    });
  });
}

function cancel(eventId, session) {
  const body = JSON.stringify({ session_hash: session, fn_index: 0, event_id: eventId });
  fetch(`${ROOT}/cancel`, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true }).catch(() => {});
}

/** Return a value after Gradio's list of changes: [what, path, value], what being append, add, replace or delete. */
export function changed(value, changes) {
  return changes.reduce((so_far, [what, path, one]) => change(so_far, what, path, one), structuredClone(value));
}

function change(value, what, path, one) {
  if (path.length === 0) return what === "append" ? value + one : one;
  const [first, ...rest] = path;
  if (rest.length > 0 || what === "append") value[first] = change(value[first], what, rest, one);
  else if (what === "delete" && Array.isArray(value)) value.splice(first, 1);
  else if (what === "delete") delete value[first];
  else if (what === "add" && Array.isArray(value)) value.splice(first, 0, one);
  else value[first] = one;
  return value;
}
