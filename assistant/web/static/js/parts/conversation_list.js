// The conversations of a case, or those of none, to go back to.

import { button, h, link } from "../dom.js";
import { counted, readableTime } from "../words.js";

/** Return the list, folded; nothing where none has begun. With `onForget(one)`, which deletes one, a new one can be begun too. */
export function conversationList(all, caseId, current, onForget) {
  if (all.length === 0) return null;
  const root = caseId ? `/cases/${caseId}` : "/ask";
  const items = all.map((one) =>
    h(
      "li",
      { "aria-current": one.id === current ? "true" : null },
      link(caseId ? `${root}/conversations/${one.id}` : `${root}/${one.id}`, one.words || "(no message yet)"),
      h("span", { class: "quiet small" }, ` ${counted(one.exchanges, "answer")}, ${readableTime(one.started_at)} `),
      onForget && button(["Delete", h("span", { class: "unseen" }, ` the conversation “${one.words}”`)], () => onForget(one), { class: "plain small" }),
    ),
  );
  return h(
    "div",
    { class: "conversation-list" },
    h("details", {}, h("summary", {}, counted(all.length, "conversation")), h("ul", {}, items)),
    onForget && link(caseId ? `${root}?new` : root, "New conversation"),
  );
}
