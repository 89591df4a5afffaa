// Runs once for the conversation. `element`, `trigger` and `watch` come from Gradio's HTML component.

const panelSource = () => document.querySelector("#panel .source");

function showsAlready(turn, n) {
  const source = panelSource();
  return source && source.dataset.turn === String(turn) && source.dataset.n === String(n);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button.cite");
  if (!button) return;
  document.querySelectorAll("[data-opener]").forEach((other) => other.removeAttribute("data-opener"));
  button.setAttribute("data-opener", "");
  const turn = Number(button.closest("[data-turn]").dataset.turn);
  const n = Number(button.dataset.n);
  if (showsAlready(turn, n)) {
    panelSource().querySelector("h2").focus();
  } else {
    trigger("click", { turn, n });
  }
});

let shown = 0;

watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (turns.length > shown) turns[turns.length - 1].scrollIntoView({ block: "start" });
  shown = turns.length;
});
