import { h } from "../dom.js";
export function stageStrip(a, words) { return h("figure", {}, JSON.stringify(a.probabilities)); }
export function updateStrip(f, a, words) { f.textContent = JSON.stringify(a.probabilities); }
