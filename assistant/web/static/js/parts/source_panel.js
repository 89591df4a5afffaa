import { h, put } from "../dom.js";
export function sourcePanel() { const element = h("div", {}); return { element, open(c, from) { put(element, h("p", {}, c.quote)); }, close() {} }; }
