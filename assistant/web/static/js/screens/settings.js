// Settings in plain words: where data lives, what is in use, what leaves the machine; and the user's own data.

import { get } from "../api.js";
import { button, h, link, nameThePage, put } from "../dom.js";
import { deleteEverything } from "../parts/delete_everything.js";
import { factList, limitFacts, modelFacts, placeFacts, versionFacts } from "../parts/settings_facts.js";
import { themeChoice } from "../parts/theme.js";

export async function show(main) {
  const [facts, user] = await Promise.all([get("/settings"), get("/me")]);
  nameThePage("Settings and your data");
  put(
    main,
    h(
      "div",
      { class: "reading settings" },
      h("h1", {}, "Settings and your data"),
      leaving(facts),
      h("h2", {}, "Where your data lives"),
      factList(placeFacts(facts)),
      h("p", { class: "quiet" }, who(facts, user)),
      yourData(facts),
      h("h2", {}, "What is in use"),
      factList(modelFacts(facts)),
      h("h2", {}, "How pages look"),
      themeChoice(),
      h("h2", {}, "Limits"),
      factList(limitFacts(facts)),
      h("details", {}, h("summary", {}, "Versions"), factList(versionFacts(facts))),
      h("p", { class: "quiet small" }, "Whoever runs Regrip changes these in regrip.toml. The command “regrip doctor” prints what is in force, and where it came from."),
    ),
  );
}

function leaving({ leaves_machine: leaves }) {
  if (leaves.length === 0) {
    return h("div", { class: "card calm" }, h("h2", {}, "Nothing leaves this machine"), h("p", {}, "Regrip asks no other machine for anything: no outside language model, no search service, no statistics of use. Links to sources open their publishers' pages only when you follow them."));
  }
  return h("div", { class: "card" }, h("h2", {}, "What leaves this machine"), h("ul", {}, leaves.map((line) => h("li", {}, line))));
}

function who({ accounts }, user) {
  if (accounts) return [`You are signed in as ${user.name}, in the role of ${user.role}. You see your own cases and those shared with you. `, link("/password", "Change your password"), "."];
  return "There are no accounts here: whoever can open Regrip on this machine sees all of its cases.";
}

function yourData({ keeps }) {
  if (!keeps) return h("section", {}, h("h2", {}, "Your data"), h("p", {}, "Nothing of what you type is kept, so there is nothing to take or to delete."));
  const problem = h("div", {});
  return h(
    "section",
    {},
    h("h2", {}, "Your data"),
    h("p", {}, "Take a copy of your cases, papers, conversations and marks with you. It is a zip of readable files."),
    h("p", { class: "actions" }, link("/api/v1/export", "Take my data", { class: "button", download: "" })),
    h("p", {}, "Or delete all of it for good. You are shown what goes before it does."),
    problem,
    h("p", { class: "actions" }, button("Delete everything…", () => deleteEverything(problem), { class: "danger" })),
  );
}
