// What the role of whoever reads the page allows: the server says it with the page, from its one table of roles.

const granted = new Set((document.documentElement.dataset.may || "").split(" "));

/** Return whether a permission of `assistant/accounts/roles.py` is given, such as `keep_cases`. */
export const may = (permission) => granted.has(permission);

/** Return whether the role allows the screen that was asked for. */
export const mayBeHere = () => may(document.documentElement.dataset.needs);
