"""How the report looks, in the colours of the product's page, and the script of its filter."""

STYLE = """
:root {
  --ink: #10151a; --paper: #ffffff; --quiet: #4d575f; --line: #767f87; --hair: #c3cad0; --tint: #f2f5f7; --action: #17517e;
  --mark: #ffec99; --on-mark: #10151a; --danger: #a3211b; --focus: #b35900; color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8ecf0; --paper: #12171c; --quiet: #b4bec7; --line: #7d8790; --hair: #46515b; --tint: #1b232a; --action: #9ccbf2;
    --mark: #6e5600; --on-mark: #ffffff; --danger: #ffb1aa; --focus: #ffb454;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  max-width: 80rem; margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2rem) 3rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3, h4, h5 { margin: 1.5em 0 0.4em; line-height: 1.25; overflow-wrap: anywhere; }
h1 { margin-top: 0; font-size: 2rem; }
h2 { margin-top: 2.5rem; padding-top: 1rem; border-top: 2px solid var(--ink); font-size: 1.5rem; }
h3 { font-size: 1.1875rem; }
h4 { font-size: 1.0625rem; }
h5 { margin-top: 1em; color: var(--quiet); font-size: 1rem; }
p, ul { margin: 0 0 0.75rem; }
a, summary { color: var(--action); text-underline-offset: 0.15em; }
summary { min-height: 1.75rem; cursor: pointer; }
:is(a, summary, select, input, pre, .scroll, main):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -999rem; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
.lead { font-size: 1.1875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
nav a { display: inline-block; padding: 0.2rem 0; }
.about, .under, figcaption, caption, footer { color: var(--quiet); font-size: 0.9375rem; }
.under { display: block; white-space: nowrap; }
.list { max-width: 60rem; overflow-wrap: anywhere; }
.said { max-width: 48rem; overflow-wrap: anywhere; white-space: pre-line; }
.bad { color: var(--danger); }
.notice { padding: 0.75rem 1rem; border-left: 4px solid var(--action); background: var(--tint); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9375rem; overflow-wrap: anywhere; }
pre { max-height: 24rem; padding: 0.75rem; overflow: auto; background: var(--tint); white-space: pre-wrap; }
dl { margin: 0 0 1rem; }
dl > div { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 0 1rem; padding: 0.15rem 0; }
@media (max-width: 40rem) { dl > div { grid-template-columns: 1fr; } }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.beside { display: flex; flex-wrap: wrap; gap: 0 3rem; }
.scroll { max-width: 100%; margin-bottom: 1rem; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding: 0.35rem 0; text-align: left; }
th, td { padding: 0.35rem 0.75rem; border-bottom: 1px solid var(--hair); text-align: left; vertical-align: top; }
th { font-weight: 600; }
thead th { border-bottom: 2px solid var(--line); white-space: nowrap; }
.n, .matrix td { text-align: right; }
.matrix thead th { white-space: normal; }
.verdicts td:nth-child(3), #all-results td:nth-child(5) { white-space: nowrap; }
.verdicts td:last-child { min-width: 16rem; overflow-wrap: anywhere; }
#all-results { font-size: 0.9375rem; }
#all-results td:nth-child(3) { min-width: 16rem; overflow-wrap: anywhere; }
tr[hidden] { display: none; }
figure { margin: 0 0 1.5rem; }
svg { display: block; font-size: 14px; }
svg text { fill: var(--ink); }
.grid { stroke: var(--hair); }
.line { fill: none; stroke: var(--action); stroke-width: 2; }
.same { stroke: var(--quiet); stroke-dasharray: 5 4; stroke-width: 1.5; }
.dot { fill: var(--action); stroke: var(--action); }
.ring { fill: var(--paper); stroke: var(--action); stroke-width: 2.5; }
article { margin: 1.5rem 0; padding: 0.25rem 1.25rem 1rem; border: 1px solid var(--hair); border-radius: 3px; }
article h3 { margin-top: 0.75rem; }
blockquote { margin: 0 0 0.75rem; padding: 0.1rem 0 0.1rem 1rem; border-left: 4px solid var(--line); }
blockquote p { margin: 0; }
.passage { margin: 0.75rem 0; padding: 0.6rem 1rem; background: var(--tint); }
.passage p:last-child { margin-bottom: 0; }
mark { padding: 0.1em 0; background: var(--mark); color: var(--on-mark); }
:target { outline: 2px solid var(--focus); outline-offset: 2px; }
section:target { outline: none; }
form { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; margin-bottom: 0.75rem; }
form[hidden] { display: none; }
form p { margin: 0; }
select { min-height: 2.25rem; padding: 0 0.5rem; border: 2px solid var(--line); border-radius: 3px; background: var(--paper);
  color: var(--ink); font: inherit; }
input { width: 1.25rem; height: 1.25rem; vertical-align: -0.2rem; accent-color: var(--action); }
@media print {
  :root {
    --ink: #000000; --paper: #ffffff; --quiet: #333333; --hair: #999999; --tint: #ffffff; --action: #000000; --danger: #000000;
    color-scheme: light;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, form, .skip { display: none; }
  .scroll, pre { max-height: none; overflow: visible; }
  th, td { padding: 0.2rem 0.4rem; overflow-wrap: anywhere; }
  thead th, .under, .verdicts td { white-space: normal; }
  tr, figure, .passage { break-inside: avoid; }
  h2, h3, h4, h5 { break-after: avoid; }
  mark { outline: 1px solid #000000; background: none; color: #000000; }
}
"""

SCRIPT = """
(() => {
  const folds = [...document.querySelectorAll("details.passages")];
  const unfold = (hash) => {
    const fold = document.getElementById(hash.slice(1))?.closest("details");
    if (fold) fold.open = true;
  };
  for (const fold of folds) fold.open = Number(fold.dataset.count) <= 3;
  unfold(location.hash);
  document.addEventListener("click", (event) => unfold(event.target.closest("a[href^='#']")?.hash ?? ""));
  addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("details")) fold.open = true; });
  const form = document.getElementById("filter"), kind = document.getElementById("filter-kind");
  const wrong = document.getElementById("filter-wrong"), count = document.getElementById("filter-count");
  const rows = [...document.querySelectorAll("#all-results tbody tr")];
  const show = () => {
    for (const row of rows) {
      const other = kind.value !== "*" && row.dataset.kind !== kind.value;
      row.hidden = other || (wrong.checked && row.dataset.wrong !== "true");
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = `${shown} of ${rows.length} results shown`;
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
"""
