// The mechanism of the four stages, drawn: trouble inside reaches partners, then reputation, then recruitment, and comes back.

import { h, svg } from "../dom.js";

const WIDTH = 360;
const BOX = { x: 22, width: 272, height: 52 };
const TURN = 340;

/** Return the picture as a figure. `stages` are those of the vocabulary; `describedBy` is the id of the text that says the same. */
export function stagePicture(stages, describedBy) {
  const name = (id) => {
    const found = stages.find((stage) => stage.id === id).name;
    return found[0].toUpperCase() + found.slice(1);
  };
  const parts = [
    region(96, 190, "Inside the service"),
    region(316, 274, "Outside the service too"),
    box(8, name("steady"), "leaders find trouble early"),
    arrow(60, 124),
    box(124, `1. ${name("losing_grip")}`, "leaders lose sight, and work slows"),
    arrow(176, 222, "it goes on, and staff leave"),
    box(222, `2. ${name("service_breakdown")}`, "the parts pull apart"),
    arrow(274, 344),
    box(344, `3. ${name("systemic_crisis")}`, "partners change what they do"),
    arrow(396, 442, "others come to expect failure"),
    box(442, `4. ${name("complete_lock")}`, "reputation falls: others act first"),
    arrow(494, 526),
    box(526, "Recruitment stops", "so performance falls again"),
    again(552, 150),
    box(614, "Help that does not match", "drains belief, and speeds this up", "step drain"),
    svg("path", { d: `M${BOX.x + BOX.width} 640 H${TURN - 12} Q${TURN} 640 ${TURN} 628 V562`, class: "draining", "marker-end": "url(#head)" }),
  ];
  return h(
    "figure",
    { class: "picture" },
    svg("svg", { viewBox: `0 0 ${WIDTH} 672`, role: "img", "aria-label": "How the four stages follow from each other", "aria-describedby": describedBy }, heads(), parts),
  );
}

/** Return the heads that arrows end in. */
function heads() {
  const head = svg("path", { d: "M0 0 L10 5 L0 10 z", class: "arrow-head" });
  return svg("defs", {}, svg("marker", { id: "head", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 13, markerHeight: 13, markerUnits: "userSpaceOnUse", orient: "auto" }, head));
}

function region(y, height, label) {
  return svg("g", { class: "region" }, svg("rect", { x: 8, y, width: 300, height, rx: 6 }), svg("text", { x: 300, y: y + 19, "text-anchor": "end" }, label));
}

function box(y, title, text, kind = "step") {
  const at = { x: BOX.x + 12 };
  return svg(
    "g",
    { class: kind },
    svg("rect", { x: BOX.x, y, width: BOX.width, height: BOX.height, rx: 4 }),
    svg("text", { ...at, y: y + 21, class: "step-name" }, title),
    svg("text", { ...at, y: y + 41 }, text),
  );
}

/** Return an arrow down from one height to another, with words beside it. */
function arrow(from, to, label = "") {
  const x = BOX.x + 28;
  return svg(
    "g",
    { class: "arrow" },
    svg("path", { d: `M${x} ${from} V${to - 1}`, "marker-end": "url(#head)" }),
    label ? svg("text", { x: x + 14, y: (from + to) / 2 + 5 }, label) : null,
  );
}

/** Return the arrow that leads from the foot along the right side back to the first stage. */
function again(from, to) {
  const right = BOX.x + BOX.width;
  const path = `M${right} ${from} H${TURN - 12} Q${TURN} ${from} ${TURN} ${from - 12} V${to + 12} Q${TURN} ${to} ${TURN - 12} ${to} H${right + 1}`;
  return svg("g", { class: "arrow again" }, svg("path", { d: path, "marker-end": "url(#head)" }));
}
