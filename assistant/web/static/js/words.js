// The words of the product, as the server has them: one name for each stage, outcome, status and verdict.

import { get } from "./api.js";

let asked = null;

/** Return the vocabulary: stages in order, and the words for every id. Asked for once a page. */
export function vocabulary() {
  asked = asked || get("/vocabulary");
  return asked;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Return YYYY, YYYY-MM or YYYY-MM-DD as a reader writes it; anything else as it is. */
export function readableDate(date) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date || "");
  if (!match || !match[2] || !MONTHS[match[2] - 1]) return date || "";
  return [match[3] ? String(Number(match[3])) : "", MONTHS[match[2] - 1], match[1]].filter(Boolean).join(" ");
}

/** Return a moment (ISO 8601) as a day, and the time for one of today. */
export function readableTime(moment) {
  const then = new Date(moment);
  if (Number.isNaN(then.getTime())) return "";
  const clock = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (then.toDateString() === new Date().toDateString()) return `today at ${clock}`;
  return `${then.getDate()} ${MONTHS[then.getMonth()]} ${then.getFullYear()}`;
}

/** Return a chance in 0..1 as a reader reads it. */
export function percent(share) {
  if (share < 0.01) return "under 1%";
  if (share > 0.99) return "over 99%";
  return `${Math.round(100 * share)}%`;
}

/** Return "1 paper", "3 papers". */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

/** Return a message of the server as a sentence; one that begins with the name of a file keeps it as it is. */
export function sentence(message) {
  const text = message.trim();
  const begun = /^[^:]{1,120}\.\w{1,5}: /.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) || !begun ? begun : `${begun}.`;
}
