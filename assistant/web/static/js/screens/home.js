// The cases of this user. Being built: the full screen lists, searches, renames, archives and deletes.

import { get } from "../api.js";
import { h, link, nameThePage, put } from "../dom.js";

export async function show(main) {
  const cases = await get("/cases");
  nameThePage("Your cases");
  put(main, h("h1", {}, "Your cases"), h("ul", {}, cases.map((one) => h("li", {}, link(`/cases/${one.id}`, one.name)))));
}
