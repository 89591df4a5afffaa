// The conversations of a case, each to be saved as a file.

import { h, link } from "../dom.js";
import { counted, readableTime } from "../words.js";
import { FORMATS, saveButton } from "./file_saving.js";

/** Return the section; null where nothing has been answered yet. */
export function conversationFiles(caseId, conversations) {
  const answered = conversations.filter((one) => one.exchanges > 0);
  if (answered.length === 0) return null;
  return h(
    "section",
    { class: "conversation-files no-print" },
    h("h2", {}, "Conversations as files"),
    h("p", {}, "Every message and answer as it was given, with its sources."),
    h("ul", {}, answered.map((one) => row(caseId, one))),
  );
}

function row(caseId, one) {
  const says = h("div", {});
  const buttons = FORMATS.map((format) => {
    const label = [h("span", { class: "unseen" }, `Save “${one.words}” as `), format.name];
    const made = saveButton(label, () => `/conversations/${one.id}/export?format=${format.id}`, { class: "small" });
    says.append(made.says);
    return made.button;
  });
  return h(
    "li",
    {},
    h("p", {}, link(`/cases/${caseId}/conversations/${one.id}`, one.words || "Conversation"), h("span", { class: "quiet small" }, ` ${counted(one.exchanges, "answer")}, ${readableTime(one.started_at)}`)),
    h("div", { class: "actions", role: "group", "aria-label": "Save as a file" }, h("span", { class: "small" }, "Save as a file:"), buttons),
    says,
  );
}
