// The five questions of a guided start, and the first message that the answers make.

/** Each has a `topic`, which leads its answer in the message, what is `asked`, and `why`. */
export const QUESTIONS = [
  {
    topic: "Our main worry now.",
    asked: "What worries you most about the service at the moment?",
    why: "It says where to look first. Say what you see, not what it might mean.",
  },
  {
    topic: "Figures and flow of work.",
    asked: "What do the figures show, and how does work flow?",
    why: "Losing sight of the figures, or work that slows down, is the first sign of difficulty. Timeliness, waiting work, caseloads and whether people trust the numbers all help. So does what is going well.",
  },
  {
    topic: "Teams and managers.",
    asked: "How well do teams and managers hang together?",
    why: "Teams that pull apart point to a deeper difficulty than slow work does. Think of thresholds, handovers, turnover, and managers who do things each in their own way.",
  },
  {
    topic: "Partners.",
    asked: "What do schools, health, the police or the courts do differently now, if anything?",
    why: "Partners who change what they do to reach the service, or to get round it, tell a late stage from an early one. “Nothing has changed” helps just as much.",
  },
  {
    topic: "Outsiders, and what has been tried before.",
    asked: "What do people outside say of the service, and what has been tried before?",
    why: "A name that puts people off, and plans that did not hold, change what can help now. Inspections, the press, applicants for posts, earlier plans.",
  },
];

/** What the message asks in the end. */
export const CLOSING = "What stage are we in, and what should we do next?";

/** Return {topic, words} of each question that was answered, in the user's own words. */
export function answered(answers) {
  return QUESTIONS.map(({ topic }, at) => ({ topic, words: (answers[at] || "").trim() })).filter(({ words }) => words);
}

/** Return the first message of a case: each answer under its topic, and the question. Empty where nothing was answered. */
export function firstMessage(answers) {
  const parts = answered(answers).map(({ topic, words }) => `${topic}\n${words}`);
  return parts.length ? [...parts, CLOSING].join("\n\n") : "";
}
