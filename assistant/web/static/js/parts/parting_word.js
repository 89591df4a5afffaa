// A sentence that one page leaves for the next, which shows it once.

const KEY = "regrip-parting-word";

/** Leave a sentence for the page that comes next in this tab. */
export const leaveWord = (text) => sessionStorage.setItem(KEY, text);

/** Return the sentence that the page before left, or an empty text; it is taken only once. */
export function takeWord() {
  const text = sessionStorage.getItem(KEY) || "";
  sessionStorage.removeItem(KEY);
  return text;
}
