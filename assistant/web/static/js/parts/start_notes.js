// What was typed for a new case, kept in this tab until the case is there: a reload loses nothing, another tab has its own.

const KEY = "regrip-start";
const EMPTY = { name: "", service: "", answers: [], caseId: null };

/** Return {name, service, answers, caseId}; `caseId` is set where the case was made and its message not yet handed over. */
export function startNotes() {
  try {
    return { ...EMPTY, ...JSON.parse(sessionStorage.getItem(KEY) || "{}") };
  } catch {
    return { ...EMPTY };
  }
}

/** Keep the notes. */
export const keepNotes = (notes) => sessionStorage.setItem(KEY, JSON.stringify(notes));

/** Throw the notes away. */
export const dropNotes = () => sessionStorage.removeItem(KEY);
