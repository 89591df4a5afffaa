// The line that papers draw: time across, stages up with steady at the foot. Shapes and places carry the meaning, never colour alone.

import { h, svg } from "../dom.js";
import { readableDate } from "../words.js";

const NARROW = 620;
const RADIUS = 7;
const GAP = 19;
const DAY = 86_400_000;
const STEPS = [1, 3, 6, 12, 24, 60, 120, 240];

/** Return the chart of `papers` (from `papersOnLine`) as wide as `width` pixels; `onLook(paper)` is called when one is pointed at. */
export function lineChart(papers, stages, width, onLook) {
  const frame = frameOf(papers, stages, width);
  const placed = places(papers, frame);
  const told = placed.filter((one) => one.paper.stage >= 0 && one.paper.moment !== null);
  return svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${width} ${frame.height}`, width, height: frame.height, role: "group", "aria-label": "Chart of the papers by date and stage" },
    bands(stages, frame),
    ticks(frame),
    turnLines(told, frame),
    svg("polyline", { class: "line", points: told.map((one) => `${one.x},${one.y}`).join(" ") }),
    names(stages, frame),
    placed.map((one) => point(one, onLook)),
  );
}

function frameOf(papers, stages, width) {
  const narrow = width < NARROW;
  const left = narrow ? 16 : 172;
  const row = narrow ? 56 : 62;
  const top = papers.some((paper) => paper.turn) ? 44 : 16;
  const bottom = top + row * stages.length;
  const moments = papers.map((paper) => paper.moment).filter((moment) => moment !== null);
  const first = moments.length ? Math.min(...moments) : 0;
  const last = moments.length ? Math.max(...moments) : 0;
  const edge = Math.max((last - first) * 0.04, 20 * DAY);
  const silent = papers.some((paper) => paper.moment !== null && paper.stage < 0);
  const undated = papers.some((paper) => paper.moment === null);
  const strip = narrow ? 50 : 36;
  const foot = bottom + 30;
  return {
    ...{ width, narrow, left, right: width - 20, row, top, bottom, from: first - edge, to: last + edge, dated: moments.length > 0 },
    silent: silent ? foot : null,
    undated: undated ? foot + (silent ? strip : 0) : null,
    strip,
    height: foot + strip * (Number(silent) + Number(undated)) + 8,
  };
}

function across(moment, frame) {
  return frame.left + 14 + ((moment - frame.from) / (frame.to - frame.from)) * (frame.right - frame.left - 28);
}

function middle(stage, frame) {
  return frame.bottom - (stage + 0.5) * frame.row + (frame.narrow ? 6 : 0);
}

/** Give each paper its place. Papers that would lie on each other are set above each other. */
function places(papers, frame) {
  const taken = [];
  let undated = 0;
  return papers.map((paper) => {
    const mid = frame.narrow ? frame.strip - 16 : frame.strip / 2;
    if (paper.moment === null) {
      const x = Math.min(frame.left + 22 + undated * 28, frame.right - 14);
      undated += 1;
      return { paper, x, y: frame.undated + mid };
    }
    const x = across(paper.moment, frame);
    const base = paper.stage < 0 ? frame.silent + mid : middle(paper.stage, frame);
    const room = paper.stage < 0 ? [0] : [0, -GAP, GAP];
    const free = room.find((up) => !taken.some((one) => Math.abs(one.x - x) < GAP && Math.abs(one.y - base - up) < GAP));
    const place = { paper, x, y: base + (free || 0) };
    taken.push(place);
    return place;
  });
}

function bands(stages, frame) {
  const even = stages.map((_, n) => n).filter((n) => n % 2 === 0);
  return even.map((n) => svg("rect", { class: "band", x: 0, y: frame.bottom - (n + 1) * frame.row, width: frame.width, height: frame.row }));
}

/** The names of the rows, above all lines so that none runs through them. */
function names(stages, frame) {
  const name = (x, y, words) => svg("text", { class: "row-name", x, y }, words);
  const strip = (y, words) => name(8, y + (frame.narrow ? 16 : frame.strip / 2 + 5), words);
  const rows = stages.map((stage, n) => {
    const y = frame.narrow ? frame.bottom - (n + 1) * frame.row + 16 : middle(n, frame) + 5;
    return [shape(n, 11, y - 5, 5), name(26, y, stage.name)];
  });
  return svg("g", { "aria-hidden": "true" }, rows, frame.silent && strip(frame.silent, "says no stage"), frame.undated && strip(frame.undated, "no date"));
}

function ticks(frame) {
  const axis = svg("line", { class: "axis", x1: frame.narrow ? 0 : frame.left, x2: frame.width, y1: frame.bottom, y2: frame.bottom });
  if (!frame.dated) return axis;
  const months = (frame.to - frame.from) / (30.44 * DAY);
  const fits = (step) => (months / step) * (step < 12 ? 92 : 60) <= frame.right - frame.left;
  const step = STEPS.find(fits) || STEPS.at(-1);
  const begin = new Date(frame.from);
  const found = [];
  for (let month = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth() + 1) / step) * step; ; month += step) {
    const moment = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (moment > frame.to) break;
    found.push(tick(across(moment, frame), moment, step, frame));
  }
  return svg("g", { "aria-hidden": "true" }, axis, found);
}

function tick(x, moment, step, frame) {
  const iso = new Date(moment).toISOString();
  const [month, year] = readableDate(iso.slice(0, 7)).split(" ");
  const anchor = x > frame.width - 34 ? "end" : x < 30 ? "start" : "middle";
  return [
    svg("line", { class: "tick", x1: x, x2: x, y1: frame.top, y2: frame.bottom + 5 }),
    svg("text", { class: "tick-name", x: anchor === "middle" ? x : anchor === "end" ? frame.width : 0, y: frame.bottom + 21, "text-anchor": anchor }, step >= 12 ? year : `${month.slice(0, 3)} ${year}`),
  ];
}

/** A turning point is a number on a dashed line; its words stand beside it where there is room, and in the list below always. */
function turnLines(told, frame) {
  const turns = told.filter((one) => one.paper.turn);
  let taken = 0;
  return turns.map(({ x, y, paper }, n) => {
    const lines = [paper.date, `to ${paper.shows}`];
    const room = Math.max(...lines.map((line) => line.length)) * 7.3 + 18;
    const next = n + 1 < turns.length ? turns[n + 1].x - 14 : frame.width;
    const side = x + room < next ? 1 : x - room > taken ? -1 : 0;
    taken = side > 0 ? x + room : x + 14;
    const words = (line, at) => svg("text", { x: x + side * 17, y: 13 + at * 17, "text-anchor": side > 0 ? "start" : "end" }, line);
    return svg(
      "g",
      { class: "turn", "aria-hidden": "true" },
      svg("line", { x1: x, x2: x, y1: 28, y2: y - RADIUS }),
      svg("circle", { cx: x, cy: 17, r: 11 }),
      svg("text", { class: "turn-number", x, y: 22, "text-anchor": "middle" }, n + 1),
      side ? lines.map(words) : null,
    );
  });
}

function point({ paper, x, y }, onLook) {
  const silent = paper.stage < 0 || paper.moment === null;
  const look = () => onLook(paper);
  const mark = silent ? [svg("circle", { class: "hollow", cx: x, cy: y, r: 5 }), svg("line", { class: "hollow", x1: x, x2: x, y1: y - 11, y2: y - 5 })] : shape(paper.stage, x, y, RADIUS);
  const label = `${paper.words}${paper.turn ? ", a turning point" : ""}`;
  return svg(
    "a",
    { class: "point", href: paper.href, "aria-label": label, on: { mouseenter: look, focus: look } },
    svg("circle", { class: "reach", cx: x, cy: y, r: 13 }),
    mark,
  );
}

/** One shape for each stage, from a circle for steady to a cross for complete lock. */
function shape(stage, x, y, r) {
  if (stage === 0) return svg("circle", { class: "shape", cx: x, cy: y, r: r - 0.5 });
  const d = [null, `M${x - r} ${y + r * 0.8}H${x + r}L${x} ${y - r}Z`, `M${x - r * 0.85} ${y - r * 0.85}h${r * 1.7}v${r * 1.7}h${-r * 1.7}Z`, `M${x} ${y - r * 1.2}L${x + r * 1.2} ${y}L${x} ${y + r * 1.2}L${x - r * 1.2} ${y}Z`, cross(x, y, r * 0.42, r * 1.25)][stage];
  return svg("path", { class: "shape", d });
}

function cross(x, y, a, b) {
  const turned = [[0, -a], [b - a, -b], [b, a - b], [a, 0], [b, b - a], [b - a, b], [0, a], [a - b, b], [-b, b - a], [-a, 0], [-b, a - b], [a - b, -b]];
  return `M${turned.map(([dx, dy]) => `${x + dx} ${y + dy}`).join("L")}Z`;
}

/** Return what stands below the chart while nothing is pointed at, and for a paper that is. */
export function lookedAt(paper) {
  if (!paper) return h("p", { class: "quiet" }, "Point at a paper, or go from one to the next with the Tab key, to see what it is. Enter opens it.");
  return h("p", {}, h("strong", {}, paper.title), h("span", { class: "look-facts" }, [paper.date, paper.shows, paper.chance].filter(Boolean).join(" · ")), paper.notes.map((note) => h("span", { class: "quiet look-facts" }, note)));
}
