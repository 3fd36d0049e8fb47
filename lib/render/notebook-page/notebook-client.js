// Runs in the reader's browser: folding all code at once.
document.addEventListener("DOMContentLoaded", () => {
  const cells = [...document.querySelectorAll("details.code")];
  const anyOpen = () => cells.some((cell) => cell.open);
  const button = document.getElementById("fold");
  const relabel = () => {
    button.textContent = anyOpen() ? "Hide code" : "Show code";
  };
  button.hidden = false;
  relabel();
  button.addEventListener("click", () => {
    const open = !anyOpen();
    for (const cell of cells) cell.open = open;
    relabel();
  });
  for (const cell of cells) cell.addEventListener("toggle", relabel);
  // On a narrow screen the list would push the notebook out of sight.
  if (matchMedia("(max-width: 64rem)").matches) document.querySelector("nav details").open = false;
});
