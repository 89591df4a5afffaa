// The papers of a timeline with all that chart, table and lists say of them.

import { percent, readableDate } from "../words.js";
import { momentOf } from "./dates.js";
import { capital } from "./strip.js";

/**
 * Return the papers of a timeline in its order: {title, date, moment, stage, shows, chance, href, id, notes, turn, words}. `moment` is null
 * for an undated paper and `stage` is -1 for one that says none; `turn` is the turning point at it, or null; `words` say it in a line.
 */
export function papersOnLine(line, documents, words, base) {
  const turns = [...line.turning_points];
  return line.points.map((point) => {
    const paper = documents.find((one) => one.title === point.title);
    const stage = words.stages.findIndex((one) => one.id === point.outcome);
    const at = turns.findIndex((turn) => turn.date === point.date && turn.to === point.outcome);
    const one = {
      title: point.title,
      id: paper ? paper.id : null,
      href: paper ? `${base}/documents/${paper.id}` : null,
      date: point.date ? readableDate(point.date) : "no date",
      moment: momentOf(point.date),
      stage,
      shows: stage < 0 ? "says no stage" : words.stages[stage].name,
      chance: stage < 0 ? "" : percent(point.probabilities[point.outcome]),
      notes: notesOf(line.warnings, point.title),
      turn: point.date && stage >= 0 && at >= 0 ? turns.splice(at, 1)[0] : null,
    };
    return { ...one, words: `${one.title}, ${one.date}: ${one.shows}${one.chance ? `, ${one.chance}` : ""}` };
  });
}

function notesOf(warnings, title) {
  const own = warnings.filter((warning) => warning.startsWith(`${title}: `)).map((warning) => warning.slice(title.length + 2));
  return [...new Set(own)].map(capital);
}
