// The signs of one paper: what the case rests on, what the paper shows read by itself, and what its readers marked.

import { get, post } from "../api.js";
import { may } from "./may.js";

/**
 * Return {signs, whole, alone} of a paper. `signs` stand in order of the text: {key, from, to, start, end, quote, stage, standing, theme,
 * indicator, indicator_text, weight, counts, inCase, marks}; `from` and `to` count as JavaScript does, `start` and `end` as the server.
 * `whole` are marks on all of the paper, `alone` is the assessment of the paper by itself, null for a role that has none made. Raises ApiError.
 */
export async function readSigns(paper) {
  const base = `/cases/${paper.case_id}`;
  const marks = (await get(`${base}/marks`)).filter((mark) => mark.document_id === paper.id);
  const document_ = { title: paper.title, date: paper.date, text: paper.text };
  const [together, alone] = await Promise.all([
    post(`${base}/assess`),
    may("ask") ? post("/assess", { documents: [document_], marks: marks.map((mark) => asSent(mark, paper.title)) }) : null,
  ]);
  return { signs: joined(paper, together, alone, marks), whole: marks.filter((mark) => mark.start === null), alone };
}

function asSent(mark, source) {
  const place = mark.start === null ? {} : { start: mark.start, end: mark.end };
  return { source, ...place, verdict: mark.verdict, ...(mark.stage ? { stage: mark.stage } : {}) };
}

function joined(paper, together, alone, marks) {
  const units = unitsOf(paper.text);
  const found = ownOf(together, paper.title).map((signal) => ({ ...signal, inCase: true }));
  for (const signal of ownOf(alone, paper.title)) if (!found.some((one) => overlaps(one, signal))) found.push({ ...signal, inCase: false });
  for (const mark of marks) {
    if (mark.start !== null && !found.some((one) => overlaps(one, mark))) found.push({ ...mark, standing: null, inCase: false });
  }
  return found
    .map((one) => placed(one, paper.text, units, marks))
    .filter((sign) => sign.quote)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function ownOf(assessment, title) {
  return assessment === null ? [] : [...assessment.signals, ...assessment.against].filter((signal) => signal.source === title);
}

function placed(one, text, units, marks) {
  const from = units(one.start);
  const to = units(one.end);
  return {
    key: `${one.start}-${one.end}`,
    from,
    to,
    start: one.start,
    end: one.end,
    quote: text.slice(from, to),
    stage: one.stage || null,
    standing: one.standing,
    theme: one.theme || null,
    indicator: one.indicator || null,
    indicator_text: one.indicator_text || null,
    weight: one.weight || 0,
    counts: one.standing === "now_here",
    inCase: one.inCase,
    marks: marks.filter((mark) => mark.start !== null && overlaps(mark, one)),
  };
}

function overlaps(a, b) {
  return a.start < b.end && b.start < a.end;
}

/** Return a function from the server's count of characters to JavaScript's, in which some characters count twice. */
export function unitsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (characters) => Math.min(characters, text.length);
  const starts = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) starts.push(unit);
  return (characters) => (characters < starts.length ? starts[characters] : text.length);
}

/** Return the server's count of characters before a place that JavaScript counts. */
export function charactersBefore(text, unit) {
  return [...text.slice(0, unit)].length;
}
