// Plotly's charts in place of the static ones, as they come near the screen.
(() => {
  const narrow = matchMedia("(max-width: 44rem)");
  const live = new Map();
  let plotly;

  function themed(value, style) {
    if (Array.isArray(value)) return value.map((entry) => themed(entry, style));
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, themed(entry, style)]));
    }
    const name = typeof value === "string" ? /^var\((--[a-z]+)\)$/.exec(value)?.[1] : undefined;
    return name === undefined ? value : style.getPropertyValue(name).trim();
  }

  /** Beside the rows their names would leave a narrow screen no room for the rows. */
  function namesAbove(layout) {
    const { tickvals, ticktext } = layout.yaxis;
    if (layout.meta.nameShiftPx === 0) return namesBelow(layout);
    const names = tickvals.map((y, row) => ({
      text: ticktext[row],
      x: 0,
      xref: "paper",
      xanchor: "left",
      y,
      yshift: layout.meta.nameShiftPx,
      showarrow: false,
    }));
    return {
      ...layout,
      // The names take room that the rows had.
      height: layout.height * 1.3,
      margin: { ...layout.margin, l: 8, t: 36 },
      yaxis: { ...layout.yaxis, showticklabels: false, ticks: "" },
      annotations: [...(layout.annotations ?? []), ...names],
    };
  }

  /** At the ends of lines their names would leave no room for the lines. */
  function namesBelow(layout) {
    const { annotations = [] } = layout;
    return {
      ...layout,
      height: layout.height + 20 * annotations.length,
      margin: { ...layout.margin, l: 52, r: 8 },
      annotations: [],
      ...(annotations.length > 0 && { showlegend: true, legend: { orientation: "h", x: 0, y: -0.2 } }),
    };
  }

  /** The text that the page carries packed in an inert script element. */
  async function unpacked(id) {
    const letters = atob(document.getElementById(id).textContent);
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  async function loadPlotly() {
    const script = document.createElement("script");
    script.textContent = await unpacked("plotly-bundle");
    document.head.append(script);
    return window.Plotly;
  }

  async function draw(chart, figure) {
    plotly ??= loadPlotly();
    const Plotly = await plotly;
    const { data, layout } = themed(figure, getComputedStyle(document.documentElement));
    const drawing = chart.querySelector(".drawing");
    let place = live.get(chart);
    if (place === undefined) {
      place = document.createElement("div");
      place.className = "interactive";
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", chart.querySelector("title").textContent);
      drawing.append(place);
      live.set(chart, place);
    }
    await Plotly.react(place, data, narrow.matches ? namesAbove(layout) : layout, {
      displayModeBar: false,
      responsive: true,
    });
    chart.classList.add("live");
  }

  // The static chart stays where it is when Plotly cannot draw.
  const upgrade = (chart, figure) => draw(chart, figure).catch((error) => console.error(error));

  async function start() {
    if (typeof DecompressionStream === "undefined") return;
    const figures = JSON.parse(await unpacked("figures"));
    const redraw = () => {
      for (const chart of live.keys()) void upgrade(chart, figures[chart.id]);
    };
    document.addEventListener("themechange", redraw);
    narrow.addEventListener("change", redraw);
    const near = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          void upgrade(target, figures[target.id]);
        }
      },
      { rootMargin: "600px" },
    );
    for (const chart of document.querySelectorAll(".chart")) near.observe(chart);
  }

  document.addEventListener("DOMContentLoaded", () => void start());
})();
