// The theme switch. Whoever draws in the page's colours listens for "themechange" on the document.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // A page opened as a file may have no storage; the switch then lasts as long as the page.
  const storage = {
    get: () => {
      try {
        return localStorage.getItem("interleave-theme");
      } catch {
        return null;
      }
    },
    set: (theme) => {
      try {
        localStorage.setItem("interleave-theme", theme);
      } catch {}
    },
  };
  const chosen = storage.get();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const follow = () => {
      button.textContent = isDark() ? "Light theme" : "Dark theme";
      document.dispatchEvent(new Event("themechange"));
    };
    button.hidden = false;
    follow();
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      storage.set(root.dataset.theme);
      follow();
    });
    dark.addEventListener("change", follow);
  });
})();
