// What is done to a case from the list: renaming in place, archiving, deleting with undo, bringing back.

import { get, patch, post, remove } from "../api.js";
import { button, field, h, showProblem } from "../dom.js";
import { counted, readableTime } from "../words.js";
import { confirmed } from "./dialog.js";

/** Return the form that renames a case in place. `onDone` gets the case as it is then, or null where nothing was changed. */
export function renameForm(one, onDone) {
  let version = one.version;
  const name = h("input", { type: "text", value: one.name, required: true, maxlength: 200, autocomplete: "off" });
  const service = h("input", { type: "text", value: one.service, maxlength: 200, autocomplete: "off" });
  const problem = h("div", {});
  const save = h("button", { type: "submit", class: "primary" }, "Save");
  const keep = async (event) => {
    event.preventDefault();
    save.disabled = true;
    showProblem(problem, "");
    try {
      onDone(await patch(`/cases/${one.id}`, { name: name.value, service: service.value, version }));
    } catch (error) {
      const now = error.status === 409 ? await get(`/cases/${one.id}`).catch(() => null) : null;
      if (now) version = now.version;
      showProblem(problem, now ? changedElsewhere(now) : error.message);
      name.focus();
    }
    save.disabled = false;
  };
  const cancel = () => onDone(null);
  const leave = (event) => event.key === "Escape" && cancel();
  return h(
    "form",
    { class: "rename", "aria-label": `Rename ${one.name}`, on: { submit: keep, keydown: leave } },
    field("Name of the case", name),
    field("Service", service),
    problem,
    h("p", { class: "actions" }, save, button("Cancel", cancel)),
  );
}

function changedElsewhere(now) {
  if (now.deleted_at) return "This case was deleted in another tab meanwhile. Bring it back under “deleted cases”, then rename it.";
  const service = now.service ? `, service “${now.service}”` : "";
  return `This case was changed in another tab meanwhile. It is now called “${now.name}”${service}. Save again to use your words, or cancel to keep those.`;
}

/** Return the case after archiving it, or taking it out of the archive; on what is there now where another tab was first. */
export async function setArchived(one, archived) {
  try {
    return await patch(`/cases/${one.id}`, { archived, version: one.version });
  } catch (error) {
    if (error.status !== 409) throw error;
    return patch(`/cases/${one.id}`, { archived });
  }
}

/** Ask, then delete a case. Returns the deleted case, or null where the answer was no. Raises ApiError. */
export async function askAndDelete(one) {
  const now = await get(`/cases/${one.id}`);
  const body = [
    h("p", {}, "With the case goes all that is in it, its plan and drafts too:"),
    h("ul", {}, contents(now).map((line) => h("li", {}, line))),
    h("p", {}, "You can bring it back for 30 days. After that it is deleted for good."),
  ];
  return (await confirmed(`Delete “${now.name}”?`, body, "Delete this case", { danger: true })) ? remove(`/cases/${one.id}`) : null;
}

/** Ask, then delete a case for good. Returns whether it was. Raises ApiError. */
export async function askAndPurge(one) {
  const body = [h("p", {}, "All its papers, conversations and marks go at once. This cannot be undone.")];
  if (!(await confirmed(`Delete “${one.name}” for good?`, body, "Delete for good", { danger: true }))) return false;
  await post(`/cases/${one.id}/purge`);
  return true;
}

/** Bring a deleted case back and return it. Raises ApiError. */
export const bringBack = (one) => post(`/cases/${one.id}/undo`);

function contents(one) {
  return [counted(one.documents, "paper"), counted(one.conversations, "conversation"), counted(one.marks, "mark of yours", "marks of yours")];
}

/** Return until when a deleted case can be brought back, in words. */
export const until = (one) => readableTime(one.gone_after).replace(/^today at .*/, "the end of today");
