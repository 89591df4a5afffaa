// Runs once for the sources panel: moves the focus to a passage that was opened, and back to the button that opened it.

const source = () => element.querySelector(".source");

function goBack() {
  const { turn, n } = source().dataset;
  const within = `.turn[data-turn="${Number(turn)}"]`;
  const button =
    document.querySelector(`${within} [data-opener]`) ||
    document.querySelector(`${within} .cite[data-n="${Number(n)}"]`) ||
    document.querySelector("#question textarea");
  button.scrollIntoView({ block: "center" });
  button.focus({ preventScroll: true });
}

element.addEventListener("click", (event) => {
  if (event.target.closest("button.back")) goBack();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && source().dataset.n) goBack();
});

watch("value", () => {
  if (!source().dataset.n) return;
  source().querySelector("h2").focus({ preventScroll: true });
  const panel = document.querySelector("#panel");
  panel.scrollTop = 0;
  panel.scrollIntoView({ block: "nearest" });
  source().querySelector("mark")?.scrollIntoView({ block: "nearest" });
});
