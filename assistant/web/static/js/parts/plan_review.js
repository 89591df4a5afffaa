// The actions that were read from a plan, each in a box of its own: reworded, joined, taken out, added to.

import { announce, button, h, put } from "../dom.js";

/** Return the boxes: {element, texts()}. `onChange(texts)` is told of every change. */
export function readActions(texts, onChange) {
  const list = h("ol", { class: "read-actions" });
  const add = button("Add an action", () => added(""), { class: "small" });
  const boxes = () => [...list.querySelectorAll("textarea")];
  const all = () => boxes().map((box) => box.value.trim()).filter(Boolean);

  function row(text) {
    const box = h("textarea", { rows: 2, class: "grows", value: text, on: { input: () => onChange(all()) } });
    const tools = h("div", { class: "action-tools" });
    return h("li", {}, box, tools);
  }

  function number() {
    [...list.children].forEach((item, at) => {
      const box = item.querySelector("textarea");
      box.setAttribute("aria-label", `Action ${at + 1}`);
      const named = (label) => [label, h("span", { class: "unseen" }, ` action ${at + 1}`)];
      put(
        item.querySelector(".action-tools"),
        at > 0 ? button(named("Join to the one above"), () => joined(item), { class: "plain small" }) : null,
        button(named("Remove"), () => removed(item), { class: "plain small" }),
      );
    });
    onChange(all());
  }

  function joined(item) {
    const above = item.previousElementSibling.querySelector("textarea");
    above.value = [above.value.trim(), item.querySelector("textarea").value.trim()].filter(Boolean).join(" ");
    item.remove();
    number();
    above.focus();
    announce("Joined.");
  }

  function removed(item) {
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    number();
    (next ? next.querySelector("textarea") : add).focus();
    announce("Removed.");
  }

  function added(text) {
    const item = row(text);
    list.append(item);
    number();
    item.querySelector("textarea").focus();
  }

  list.append(...texts.map(row));
  number();
  return { element: h("div", {}, list, h("p", {}, add)), texts: all };
}
