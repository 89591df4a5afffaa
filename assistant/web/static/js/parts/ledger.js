import { h } from "../dom.js";
export function sourceLabels() { return {}; }
export function evidenceLedger({assessment}) { return h("section", {}, h("h2", {}, "What this rests on"), assessment.signals.map((s) => h("p", {}, s.quote))); }
