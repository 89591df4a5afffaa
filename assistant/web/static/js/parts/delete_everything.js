// Deleting all that is kept of a user, after saying what that is and having it confirmed in words.

import { get, remove } from "../api.js";
import { field, h, showProblem } from "../dom.js";
import { counted } from "../words.js";
import { confirmed } from "./dialog.js";
import { leaveWord } from "./parting_word.js";
import { forgetHere } from "./theme.js";

const WORDS = "delete everything";

/** Ask, delete and go to the first page. What fails is said inside `problem`. */
export async function deleteEverything(problem) {
  showProblem(problem, "");
  try {
    const typed = h("input", { type: "text", autocomplete: "off", autocapitalize: "none" });
    const body = [
      h("p", {}, "This deletes for good:"),
      h("ul", {}, (await whatGoes()).map((line) => h("li", {}, line))),
      h("p", {}, "It cannot be undone. Backups that were made before still hold it."),
      field(`To go on, type the words: ${WORDS}`, typed),
    ];
    const check = () => {
      if (typed.value.trim().toLowerCase() === WORDS) return "";
      typed.focus();
      return `Nothing was deleted. Type “${WORDS}” to go on, or cancel.`;
    };
    if (!(await confirmed("Delete everything?", body, "Delete everything", { danger: true, check }))) return;
    const gone = await remove(`/me/data?confirm=${encodeURIComponent(WORDS)}`);
    forgetHere();
    leaveWord(wordsOf(gone));
    location.assign("/");
  } catch (error) {
    showProblem(problem, error.message);
  }
}

async function whatGoes() {
  const [cases, deleted, conversations] = await Promise.all([get("/cases?archived=true"), get("/cases?deleted=true"), get("/conversations")]);
  const own = cases.filter((one) => one.role === "owner");
  const sum = (kind) => own.reduce((total, one) => total + one[kind], 0);
  return [
    `${counted(own.length, "case")}, archived ones among them`,
    counted(sum("documents"), "paper"),
    counted(sum("conversations") + conversations.length, "conversation"),
    `${counted(sum("marks"), "mark", "marks")} of yours, with all drafts, plans and feedback`,
    ...(deleted.length ? [`${counted(deleted.length, "deleted case")} that could still be brought back`] : []),
  ];
}

function wordsOf({ erased }) {
  const files = erased ? "" : " Some of the text may stand in the database's files for a time, until the database clears them.";
  return `Everything was deleted.${files}`;
}
