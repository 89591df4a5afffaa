// What stands beside the main matter on a wide page, and folds away above it on a narrow one.

import { h } from "../dom.js";

const WIDE = matchMedia("(min-width: 60rem)");

/** Return a `details` with a title and content, open where the page is wide. */
export function foldable(title, props, ...content) {
  const element = h("details", props, h("summary", {}, title), content);
  const fit = () => (element.open = WIDE.matches);
  WIDE.addEventListener("change", fit);
  fit();
  return element;
}
