// The settings in force as lines of two: what it is, and how it stands.

import { h } from "../dom.js";
import { counted, readableTime } from "../words.js";

const number = (value) => value.toLocaleString("en-GB");
const bytes = (value) => (value >= 1_000_000 ? `${number(Math.round(value / 1_000_000))} MB` : `${number(Math.ceil(value / 1000))} kB`);

/** Return [term, words] pairs as a list. */
export function factList(pairs) {
  return h("dl", { class: "facts" }, pairs.map(([term, words]) => h("div", {}, h("dt", {}, term), h("dd", {}, words))));
}

const KINDS = { "sqlite file": "In one file on this machine", postgresql: "In a PostgreSQL database on", "other database": "In a database on" };

/** Return where things are kept, and how long. */
export function placeFacts({ home, keeps, record, index }) {
  const cases = [KINDS[record.where], ": ", h("code", {}, record.path_or_host)];
  return [
    ["Cases and conversations", keeps ? (record.where === "sqlite file" ? cases : `${KINDS[record.where]} ${record.path_or_host}`) : "Not kept"],
    ["Uploaded papers", keeps ? papersWords(record) : "Not kept"],
    ["How long", record.retention],
    ["Everything else", ["In the folder ", h("code", {}, home)]],
    ["Index of sources", index.documents ? `${counted(index.documents, "document")}, ${counted(index.passages, "passage")}, built ${readableTime(index.built_at)}` : "Not built yet"],
  ];
}

function papersWords({ keeps_originals: originals }) {
  const text = "Their text is kept in the case, with personal data covered as far as it is recognised.";
  return originals ? `${text} The files themselves are kept too.` : `${text} The files themselves are not kept.`;
}

/** Return which models are at work. */
export function modelFacts({ language_model: model, embedder, chroma }) {
  const written = model.name
    ? `${model.name}, on ${model.where}. It may only reword what the sources say, and every sentence is checked against them.`
    : "None. Answers are put together from the sources, word for word.";
  return [
    ["Language model", written],
    ["Search model", [h("code", {}, embedder), ", on this machine"]],
    ["Search index", `On ${chroma.where}`],
  ];
}

/** Return how much is taken at once. */
export function limitFacts({ limits }) {
  return [
    ["Longest message", `${number(limits.question_chars)} characters`],
    ["Longest paper", `${number(limits.document_chars)} characters`],
    ["One upload", `${counted(limits.upload_files, "file")}, ${bytes(limits.upload_bytes)} together`],
    ["Papers in a case", number(limits.case_documents)],
    ["Turns read of a conversation", number(limits.turns)],
  ];
}

/** Return the version of each part. */
export function versionFacts({ versions }) {
  return Object.entries(versions).map(([part, version]) => [part.replaceAll("_", " "), h("code", {}, version)]);
}
