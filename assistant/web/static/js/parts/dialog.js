// Questions before something that matters, and notices after it.

import { button, h, put } from "../dom.js";

/**
 * Ask in a dialog and return whether the answer was yes. `body` is text or elements; `yes` names the deed. The focus goes back to where it was.
 * `check` may return an empty text to let the deed go on, or what is wrong, which is then shown.
 */
export function confirmed(title, body, yes, { danger = false, check = () => "" } = {}) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const heading = h("h2", { id: "dialog-title" }, title);
    const problem = h("div", {});
    const end = (answer) => {
      dialog.close();
      dialog.remove();
      if (before && before.isConnected) before.focus();
      resolve(answer);
    };
    const agree = () => {
      const wrong = check();
      if (wrong) put(problem, h("p", { class: "problem", role: "alert" }, wrong));
      else end(true);
    };
    const dialog = h(
      "dialog",
      { "aria-labelledby": "dialog-title", class: "dialog", on: { cancel: (event) => (event.preventDefault(), end(false)) } },
      heading,
      h("div", { class: "dialog-body" }, body),
      problem,
      h("p", { class: "actions" }, button(yes, agree, { class: danger ? "danger" : "primary" }), button("Cancel", () => end(false))),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Show a notice at the foot of the page that stays until it is dismissed or `seconds` are over; with `undo`, a button for it. */
export function notice(text, { undo = null, undoLabel = "Undo", seconds = 0 } = {}) {
  const places = document.querySelector("#notices");
  const away = () => box.remove();
  const box = h(
    "div",
    { class: "notice", role: "status" },
    h("p", {}, text),
    undo ? button(undoLabel, async () => (await undo(), away())) : null,
    button("Dismiss", away, { class: "plain" }),
  );
  places.append(box);
  if (seconds) setTimeout(away, seconds * 1000);
  return box;
}
