// Files that the server makes: fetched, so that the wait and what goes wrong can be told, then handed to the browser to save.

import { ApiError, connectionLost } from "../api.js";
import { announce, button, focusAgain, h, showProblem } from "../dom.js";
import { sentence } from "../words.js";

export const FORMATS = [
  { id: "docx", name: "Word", hint: "to edit and send on" },
  { id: "pdf", name: "PDF", hint: "to print, or to attach to board papers" },
  { id: "md", name: "Markdown", hint: "plain text, for a wiki or another program" },
  { id: "html", name: "Web page", hint: "one file that every browser opens" },
];

/** Fetch a file below the API and return {blob, name}; raises ApiError. */
export async function fetchFile(path, options = {}) {
  let reply;
  try {
    reply = await fetch(`/api/v1${path}`, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connectionLost();
    throw new ApiError("unreachable", "Regrip cannot be reached. Nothing was saved.", 0);
  }
  if (!reply.ok) {
    const told = ((await reply.json().catch(() => null)) || {}).error || {};
    throw new ApiError(told.code || "unexpected", told.message || "The file could not be made. Please try again.", reply.status);
  }
  const named = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition") || "");
  return { blob: await reply.blob(), name: named ? named[1] : "regrip" };
}

/** Fetch a file and save it under the name that the server gave it, which is returned. `options` are those of a request. */
export async function saveFile(path, options = {}) {
  const { blob, name } = await fetchFile(path, options);
  const address = URL.createObjectURL(blob);
  const anchor = h("a", { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}

/** Return a button that saves a file: {button, says}; `path()` and `options()` are asked when it is pressed, `says` tells what came of it. */
export function saveButton(label, path, props = {}, options = () => ({})) {
  const says = h("div", { class: "save-says" });
  const save = async () => {
    showProblem(says, "");
    control.disabled = true;
    says.textContent = "Making the file…";
    try {
      const name = await saveFile(path(), options());
      says.textContent = `Saved as ${name}.`;
      announce(says.textContent);
    } catch (error) {
      showProblem(says, `The file was not made. ${sentence(error.message)}`);
    }
    control.disabled = false;
    focusAgain(control);
  };
  const control = button(label, save, props);
  return { button: control, says };
}
