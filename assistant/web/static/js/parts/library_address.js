// What is looked for in the library, as it stands in the address: so that it can be shared, and gone back to.

export const FILTERS = ["stage", "theme", "kind", "status", "since", "until"];

/** Return what an address looks for: {q, stage, theme, kind, status, since, until}, each a text that may be empty. */
export function soughtIn(search) {
  const params = new URLSearchParams(search);
  return Object.fromEntries(["q", ...FILTERS].map((name) => [name, (params.get(name) || "").trim()]));
}

/** Return the query of an address for what is looked for, without what is empty. */
export function queryOf(sought) {
  const params = new URLSearchParams(Object.entries(sought).filter(([, value]) => value));
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** Return the address of the library with these filters. */
export function libraryAddress(sought) {
  return `/library${queryOf(sought)}`;
}

/** Return how many filters are in use, the words looked for left aside. */
export function filtersInUse(sought) {
  return FILTERS.filter((name) => sought[name]).length;
}
