// Dates as people type them, to the form in which a paper's date is kept.

import { readableDate } from "../words.js";

const MONTHS = Array.from({ length: 12 }, (_, n) => readableDate(`2000-${two(n + 1)}`).split(" ")[0].toLowerCase());

/** Return YYYY, YYYY-MM or YYYY-MM-DD for "31/5/2024", "5/2024", "31 May 2024" and "May 2024"; anything else as it was typed. */
export function isoDate(typed) {
  const text = typed.trim().replace(/\s+/g, " ");
  const numbers = /^(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})$/.exec(text);
  if (numbers) return joined(numbers[3], Number(numbers[2]), numbers[1]);
  const named = /^(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.? (\d{4})$/i.exec(text);
  const month = named ? MONTHS.findIndex((name) => name.startsWith(named[2].toLowerCase())) + 1 : 0;
  return month ? joined(named[3], month, named[1]) : text;
}

/** Return the middle of what a date names as a moment in milliseconds, null where there is none. */
export function momentOf(date) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date || "");
  return match ? Date.UTC(match[1], (match[2] || 6) - 1, match[3] || 15) : null;
}

function joined(year, month, day) {
  return [year, two(month), ...(day ? [two(Number(day))] : [])].join("-");
}

function two(number) {
  return String(number).padStart(2, "0");
}
