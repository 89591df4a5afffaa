// One case in the list: what it is, where it stands, and what can be done to it.

import { button, h, link, put, showProblem } from "../dom.js";
import { counted, readableTime } from "../words.js";
import { askAndDelete, renameForm, setArchived } from "./case_changes.js";
import { hasAccounts, openSharing } from "./sharing.js";

const ROLES = { reader: "Shared with you: you can read it", editor: "Shared with you: you can work in it" };

/** Return the list item of a case. `on` has {changed(case), deleted(case)}: what came of it; `words` is the vocabulary, or null. */
export function caseRow(one, words, on) {
  const row = h("li", { class: one.archived ? "card case archived" : "card case", dataset: { case: one.id } });
  showCase(row, one, words, on);
  return row;
}

function showCase(row, one, words, on) {
  const problem = h("div", {});
  const guarded = (deed) => async () => {
    showProblem(problem, "");
    try {
      await deed();
    } catch (error) {
      showProblem(problem, error.message);
    }
  };
  put(row, facts(one, words), actions(row, one, words, on, guarded), problem);
}

function facts(one, words) {
  return h(
    "div",
    { class: "case-facts" },
    h("h2", {}, link(`/cases/${one.id}`, one.name)),
    one.service ? h("p", { class: "case-service" }, one.service) : null,
    h("p", { class: "case-stage" }, standing(one, words)),
    h("p", { class: "quiet small" }, `Last changed ${readableTime(one.changed)}.`, isEmpty(one) ? null : ` ${counted(one.documents, "paper")}, ${counted(one.conversations, "conversation")}.`),
  );
}

function standing(one, words) {
  const tags = [];
  const outcome = words && one.last_outcome && words.outcomes[one.last_outcome];
  const direction = words && one.last_direction && words.directions[one.last_direction];
  if (outcome) tags.push(h("span", { class: "tag stage" }, h("span", { class: "unseen" }, "Last stage: "), capital(outcome)));
  if (direction) tags.push(h("span", { class: "quiet" }, h("span", { class: "unseen" }, "Direction: "), direction));
  if (!outcome && isEmpty(one)) tags.push(h("span", { class: "quiet" }, "Nothing in it yet"));
  else if (!outcome) tags.push(h("span", { class: "quiet" }, "No stage found yet"));
  if (one.archived) tags.push(h("span", { class: "tag" }, "Archived"));
  if (ROLES[one.role]) tags.push(h("span", { class: "tag" }, ROLES[one.role]));
  return tags;
}

const isEmpty = (one) => one.documents + one.conversations === 0;
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function actions(row, one, words, on, guarded) {
  const named = (label, deed) => button([label, h("span", { class: "unseen" }, ` ${one.name}`)], deed, { class: "plain small" });
  const rename = () => {
    const done = (changed) => {
      put(row);
      if (changed) return on.changed(changed, "Renamed.");
      showCase(row, one, words, on);
      row.querySelector(".actions button").focus();
    };
    put(row, renameForm(one, done));
    row.querySelector("input").select();
  };
  const archive = guarded(async () =>
    on.changed(await setArchived(one, !one.archived), one.archived ? "Taken out of the archive." : "Archived. It is under “archived cases”."),
  );
  const del = guarded(async () => {
    const gone = await askAndDelete(one);
    if (gone) on.deleted(gone);
  });
  return h(
    "p",
    { class: "actions" },
    one.role === "reader" ? null : named("Rename", rename),
    one.role === "reader" ? null : named(one.archived ? "Take out of the archive" : "Archive", archive),
    one.role === "owner" && hasAccounts() ? named("Share", guarded(() => openSharing(one))) : null,
    one.role === "owner" ? named("Delete", del) : null,
  );
}
