// The four stages, explained for somebody who has three minutes: a picture, the stages side by side, then each by itself.

import { get } from "../api.js";
import { h, link, nameThePage, put } from "../dom.js";
import { noteAddress } from "../parts/library_entry.js";
import { stagePicture } from "../parts/stage_picture.js";
import { stageSection, told } from "../parts/stage_section.js";
import { vocabulary } from "../words.js";

const BEHIND = {
  seed: "cresswell-2013-four-stages",
  insufficient: "stage-insufficient",
  grade: "topic-what-a-grade-is-not",
  safety: "question-1-children-safe-now",
  outside: "topic-outside-the-corpus",
};

export async function show(main) {
  const words = await vocabulary();
  const [pages, notes] = await Promise.all([all(words.stages.map((stage) => [stage.id, pageOf(stage)])), all(Object.entries(BEHIND))]);
  const part = (name, heading, most) => told(notes[name], words, heading, most);
  nameThePage("The four stages");
  put(
    main,
    h("h1", {}, "The four stages"),
    h("p", { class: "reading" }, "An article of 2013 names four stages that a service in difficulty can be in. Each has its own mechanism, so each needs its own kind of help."),
    h("p", { class: "card warned reading" }, h("strong", {}, "Help that does not match the stage does harm: "), "it uses up the capacity to change, and the belief that change is possible. ", more(notes.seed)),
    h("section", { "aria-labelledby": "picture-title" },
      h("h2", { id: "picture-title" }, "How it gets worse"),
      h("div", { class: "mechanism" }, stagePicture(words.stages, "picture-words"), h("div", { id: "picture-words" }, sideBySide(words.stages), again())),
    ),
    h("section", { "aria-labelledby": "before-title", class: "reading" },
      h("h2", { id: "before-title" }, "Before any stage"),
      h("h3", {}, "Child safety comes first"), part("safety", "What it is"), h("p", {}, more(notes.safety)),
      h("h3", {}, "A grade is not a stage"), part("grade", "A grade is about a date", 3), h("p", {}, more(notes.grade)),
    ),
    h("section", { "aria-labelledby": "each-title", class: "reading" },
      h("h2", { id: "each-title" }, "Each stage"),
      words.stages.map((stage, number) => stageSection(stage, number, pages[stage.id], words)),
    ),
    h("section", { "aria-labelledby": "none-title", class: "reading" },
      h("h2", { id: "none-title" }, "When no stage is named"),
      h("h3", {}, upperFirst(words.outcomes.insufficient)), part("insufficient", "What it is"), h("p", {}, more(notes.insufficient)),
      h("h3", {}, upperFirst(words.outcomes.out_of_scope)), part("outside", "Outside its subject", 2), h("p", {}, more(notes.outside)),
    ),
    h("section", { "aria-labelledby": "source-title", class: "reading" },
      h("h2", { id: "source-title" }, "Where this comes from"),
      part("seed", "What it is"),
      h("h3", {}, "How far to rely on it"), part("seed", "How far to rely on it"), h("p", {}, more(notes.seed)),
    ),
  );
  addEventListener("regrip:back", () => location.reload(), { once: true });
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function pageOf(stage) {
  return `stage-${stage.id.replaceAll("_", "-")}`;
}

/** Return documents of the library by the names in `named`, pairs of a name and an id. */
async function all(named) {
  return Object.fromEntries(await Promise.all(named.map(async ([name, id]) => [name, await get(`/library/${id}`)])));
}

function more(note) {
  return link(noteAddress(note.id), `Read “${note.title}”`);
}

function upperFirst(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** Return the stages side by side: what the picture shows, as a table. Roles are named because narrow pages show its cells as blocks. */
function sideBySide(stages) {
  const row = (stage, number) =>
    h("tr", { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, link(`#${stage.id}`, numbered(stage, number))),
      h("td", { role: "cell" }, stage.mechanism),
      h("td", { role: "cell" }, stage.helps),
    );
  const heads = ["Stage", "What happens", "What helps"].map((head) => h("th", { scope: "col", role: "columnheader" }, head));
  return h("table", { class: "side-by-side", role: "table" },
    h("caption", {}, "The stages side by side"),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads)),
    h("tbody", { role: "rowgroup" }, stages.map(row)),
  );
}

function again() {
  return h("p", {}, h("strong", {}, "And round again. "), "Where nobody applies for the posts, performance falls further, and that confirms the reputation. Each attempt that does not fit takes away some of the belief that is left.");
}

function numbered(stage, number) {
  return number ? `${number}. ${upperFirst(stage.name)}` : upperFirst(stage.name);
}
