// Filters kept in the URL's hash: #language=go&document=fib-server. They hide what is about something else and
// never change a figure. A link to a place keeps them, as `at=`, unless they hide the place.
(() => {
  const MARKED = ["document", "language", "strategy", "machine", "profile"];
  const everything = MARKED.map((name) => `[data-${name}]`).join();

  function start() {
    const bar = document.getElementById("filters");
    if (bar === null) return;
    const selects = [...bar.querySelectorAll("select")];
    const shown = bar.querySelector("output");
    bar.hidden = false;

    const inHash = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const chosen = () => selects.filter(({ value }) => value !== "");
    const isAbout = (element, { name, value }) => {
      const marks = element.dataset[name];
      return !marks || marks.split(",").includes(value);
    };

    function apply() {
      const wanted = chosen();
      for (const element of document.querySelectorAll(everything)) {
        element.hidden = !wanted.every((select) => isAbout(element, select));
      }
      const rows = [...document.querySelectorAll(".verdicts tbody tr")];
      const visible = rows.filter((row) => row.closest("[hidden]") === null);
      shown.textContent = wanted.length === 0 ? "" : `${visible.length} of ${rows.length} claims`;
    }

    function write(place) {
      const hash = new URLSearchParams(chosen().map(({ name, value }) => [name, value]));
      if (place !== undefined) hash.set("at", place);
      history.pushState(null, "", `#${hash}`);
    }

    function clear() {
      for (const select of selects) select.value = "";
      apply();
    }

    function goTo(id) {
      const place = document.getElementById(id);
      if (place === null) return;
      if (place.closest("[hidden]") !== null) {
        clear();
        write(id);
      }
      for (let at = place.closest("details"); at !== null; at = at.parentElement.closest("details"))
        at.open = true;
      for (const before of document.querySelectorAll(".target")) before.classList.remove("target");
      place.classList.add("target");
      place.scrollIntoView();
      if (place.tabIndex < 0) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }

    function read() {
      const hash = inHash();
      for (const select of selects) {
        const value = hash.get(select.name) ?? "";
        select.value = [...select.options].some((option) => option.value === value) ? value : "";
      }
      apply();
      const place = hash.get("at") ?? (location.hash.includes("=") ? null : location.hash.slice(1));
      if (place) goTo(place);
    }

    bar.addEventListener("change", () => {
      apply();
      write();
    });
    bar.querySelector("button").addEventListener("click", () => {
      clear();
      write();
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link === null || chosen().length === 0) return;
      event.preventDefault();
      const id = link.getAttribute("href").slice(1);
      write(id);
      goTo(id);
    });
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    read();
  }

  document.addEventListener("DOMContentLoaded", start);
})();
