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
  const parts = [h("label", { for: control.id }, label)];
  if (hint) {
    const id = `${control.id}-hint`;
    control.setAttribute("aria-describedby", id);
    parts.push(h("p", { class: "hint", id }, hint));
  }
  return h("div", { class: "field" }, parts, control);
}
