// A first message handed over to the screen of a conversation.

import { put } from "../api.js";

/** Keep `message` as the draft of a case and go to the case; with `asking` it is sent there at once. Raises ApiError; the case is there all the same. */
export async function openWith(caseId, message, asking = true) {
  if (message) await put(`/cases/${caseId}/draft`, { text: message });
  location.assign(message && asking ? `/cases/${caseId}?send` : `/cases/${caseId}`);
}
