// Runs in the reader's browser: the theme switch, which the report shares, and folding all code at once.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // A page opened as a file may have no storage; the switch then lasts as long as the page.
  const stored = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };
  const chosen = stored((storage) => storage.getItem("interleave-theme"));
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

  function button(id, label, act) {
    const element = document.getElementById(id);
    const relabel = () => {
      element.textContent = label();
    };
    element.hidden = false;
    relabel();
    element.addEventListener("click", () => {
      act();
      relabel();
    });
    return relabel;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const relabel = button(
      "theme",
      () => (isDark() ? "Light" : "Dark"),
      () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        stored((storage) => storage.setItem("interleave-theme", root.dataset.theme));
      },
    );
    dark.addEventListener("change", relabel);
    const cells = [...document.querySelectorAll("details.code")];
    const anyOpen = () => cells.some((cell) => cell.open);
    const refold = button(
      "fold",
      () => (anyOpen() ? "Hide code" : "Show code"),
      () => {
        const open = !anyOpen();
        for (const cell of cells) cell.open = open;
      },
    );
    for (const cell of cells) cell.addEventListener("toggle", refold);
    // On a narrow screen the list would push the notebook out of sight.
    if (matchMedia("(max-width: 64rem)").matches) document.querySelector("nav details").open = false;
  });
})();
