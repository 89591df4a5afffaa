import { h } from "../dom.js";
export function nextQuestions({assessment, onAnswer}) { return h("ul", {}, assessment.questions.map((q) => h("li", {}, q.text))); }
