// Sharing a case with people, by the names they sign in with. Only where there are accounts.

import { get, put as send, remove } from "../api.js";
import { announce, button, field, focusOn, h, keeping, put, showProblem } from "../dom.js";
import { may } from "./may.js";

const ROLES = { reader: "can read it", editor: "can work in it" };

/** Return whether people sign in here. */
export const hasAccounts = () => "accounts" in document.documentElement.dataset;

/** Show with whom a case is shared, and share it with others where the role allows that, until the dialog is closed. Raises ApiError when that cannot be read. */
export async function openSharing(one) {
  const path = `/cases/${one.id}/shares`;
  const before = document.activeElement;
  const list = h("div", {});
  const problem = h("div", {});
  const heading = h("h2", { id: "sharing-title" }, `Share “${one.name}”`);
  const show = (shares) => keeping(list, () => put(list, shareList(shares, (share) => attempt(() => remove(`${path}/${encodeURIComponent(share.user)}`), `Not shared with ${share.user} any more.`))));
  const attempt = async (deed, said) => {
    showProblem(problem, "");
    try {
      show(await deed());
      if (!dialog.contains(document.activeElement)) focusOn(heading);
      announce(said);
    } catch (error) {
      showProblem(problem, error.message);
    }
  };
  show(await get(path));
  const form = may("keep_cases") && shareForm((name, role) => attempt(() => send(`${path}/${encodeURIComponent(name)}`, { role }), `Shared with ${name}.`));
  const close = () => {
    dialog.remove();
    if (before && before.isConnected) before.focus();
  };
  const dialog = h(
    "dialog",
    { "aria-labelledby": "sharing-title", class: "dialog", on: { close } },
    heading,
    h("div", { class: "dialog-body" }, list, form, problem),
    h("p", { class: "actions" }, button("Close", () => dialog.close())),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function shareList(shares, unshare) {
  if (shares.length === 0) return h("p", {}, "Nobody but you sees this case.");
  const line = (share) =>
    h("li", {}, `${share.user} ${ROLES[share.role]} `, button(["Stop sharing", h("span", { class: "unseen" }, ` with ${share.user}`)], () => unshare(share), { class: "plain small" }));
  return h("ul", {}, shares.map(line));
}

function shareForm(onShare) {
  const name = h("input", { type: "text", required: true, maxlength: 64, autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const role = h("select", {}, h("option", { value: "reader" }, "May read it"), h("option", { value: "editor" }, "May work in it"));
  const submit = (event) => {
    event.preventDefault();
    onShare(name.value.trim(), role.value).then(() => name.focus());
  };
  return h(
    "form",
    { on: { submit } },
    field("Share with", name, "The name that they sign in with."),
    field("They", role),
    h("p", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Share")),
  );
}
