// Elements made from data. Text only ever becomes text: nothing in Regrip's pages reads a string as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element. `on` holds listeners, `dataset` data attributes, `style` custom properties; null and false props are left out. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** Return an SVG element, made as `h` makes others. */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "style") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put new content in an element's place. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Let `draw` put anew what is in `place`: whoever has the focus there keeps it, and what was unfolded stays unfolded. Where an element
 * is made anew, the one of the same name takes its part: its `data-label`, or else its words.
 */
export function keeping(place, draw) {
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const folds = new Map([...place.querySelectorAll("summary")].map((one) => [nameOf(one), one.parentElement.open]));
  draw();
  for (const one of place.querySelectorAll("summary")) if (folds.has(nameOf(one))) one.parentElement.open = folds.get(nameOf(one));
  if (!held || document.activeElement === held) return;
  const next = standIn(held, place);
  if (next) next.focus({ preventScroll: true });
}

/** Return an element that is in the page, or the one inside `place` that bears its name; null where there is none. */
export function standIn(element, place = document) {
  if (element.isConnected) return element;
  return [...place.querySelectorAll(element.localName)].find((one) => nameOf(one) === nameOf(element)) || null;
}

/** The name of a control; how many there are of something, as a fold says, is no part of it. */
function nameOf(element) {
  const name = element.dataset.label || element.getAttribute("aria-label") || element.textContent;
  return element.localName === "summary" ? name.replace(/\d+/g, "") : name;
}

/** Return a button that does something; links are for going somewhere. */
export function button(label, action, props = {}) {
  return h("button", { type: "button", ...props, on: { click: action } }, label);
}

/** Return a link to a page of Regrip, or, where it is told, to one outside, which then opens in a new tab. */
export function link(href, label, props = {}) {
  return h("a", { href, ...props }, label);
}

/** Return a link to another site, or only its label where the address is not one that a browser should open. */
export function outsideLink(href, label) {
  if (!/^https?:\/\//i.test(href || "")) return document.createTextNode(label);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label, h("span", { class: "unseen" }, " (new tab, outside Regrip)"));
}

let saying = 0;

/** Tell a screen reader something, once. */
export function announce(text) {
  const live = document.querySelector("#live");
  live.textContent = "";
  clearTimeout(saying);
  saying = setTimeout(() => (live.textContent = text), 60);
}

/** Say what went wrong where everybody sees it, inside `place`; an empty text takes it away. */
export function showProblem(place, text) {
  put(place, text ? h("p", { class: "problem", role: "alert" }, text) : null);
}

/** Move the focus to an element that is no control, such as a heading. */
export function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: false });
}

/** Give a control the focus back that it lost while it could not be used, unless it has gone elsewhere meanwhile. */
export function focusAgain(control) {
  if ([document.body, control, null].includes(document.activeElement)) control.focus();
}

/** Name the page in the tab and in its first heading's place. */
export function nameThePage(name) {
  document.title = name ? `${name} – Regrip` : "Regrip";
}

let counted = 0;

/** Return an id that no other element bears. */
export function freshId(prefix) {
  counted += 1;
  return `${prefix}-${counted}`;
}

/** Return a field with its label and, where given, a hint that belongs to it. */
export function field(label, control, hint = "") {
  control.id = control.id || freshId("field");
  control.dataset.label = label;
  const parts = [h("label", { for: control.id }, label)];
  if (hint) {
    const id = `${control.id}-hint`;
    control.setAttribute("aria-describedby", id);
    parts.push(h("p", { class: "hint", id }, hint));
  }
  return h("div", { class: "field" }, parts, control);
}
