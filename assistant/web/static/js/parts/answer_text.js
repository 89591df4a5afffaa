// An answer as text to paste elsewhere: its sentences with the numbers of their sources, and the sources in full.

import { readableDate } from "../words.js";
import { statusText } from "./answer.js";

/** Return question and answer as plain text with citations. */
export function answerText(question, answer, words) {
  const parts = [`Question: ${question.trim()}`, statusText(answer, words), ...answer.sections.map((section) => sectionText(section))];
  if (answer.warnings.length > 0) parts.push(["Please note", ...answer.warnings.map((text) => `- ${text}`)].join("\n"));
  if (answer.citations.length > 0) parts.push(["Sources", ...answer.citations.map((one) => sourceText(one, words))].join("\n"));
  parts.push("Made with Regrip. It is not an inspection judgement.");
  return parts.filter(Boolean).join("\n\n");
}

function sectionText(section) {
  const lines = section.statements.map((one) => `- ${one.text.replaceAll("\n", "\n  ")}${one.citations.map((n) => ` [${n}]`).join("")}`);
  return [section.title, ...lines].join("\n");
}

function sourceText(citation, words) {
  const facts = [citation.publisher, readableDate(citation.date), citation.locator, words.document_statuses[citation.status], citation.url];
  return `[${citation.n}] ${citation.title}. ${facts.filter(Boolean).join(". ")}. “${citation.quote}”`;
}

/** Put a text on the clipboard and return whether that worked. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
