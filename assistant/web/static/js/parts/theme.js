// The theme that the reader chose, kept in this browser. The document itself reads it before anything is painted.

import { h } from "../dom.js";

const KEY = "regrip-theme";
const CHOICES = [
  ["", "Same as this device"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Return the choice of a theme, which takes effect at once. */
export function themeChoice() {
  const chosen = localStorage.getItem(KEY) || "";
  const choices = CHOICES.map(([value, label]) => {
    const radio = h("input", { type: "radio", name: "theme", id: `theme-${value || "device"}`, checked: value === chosen, on: { change: () => choose(value) } });
    return h("p", { class: "switch" }, radio, h("label", { for: radio.id }, label));
  });
  return h("fieldset", {}, h("legend", {}, "Colours"), choices);
}

function choose(theme) {
  if (theme) {
    localStorage.setItem(KEY, theme);
    document.documentElement.dataset.theme = theme;
  } else {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset.theme;
  }
}

/** Forget all that this browser keeps of Regrip, apart from the theme. */
export function forgetHere() {
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) if (key.startsWith("regrip-") && key !== KEY) store.removeItem(key);
  }
}
