import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import { type Chart, chartSvg } from "../charts/chart.js";
import { lightPalette } from "../charts/palette.js";
import { displayBundle } from "../jupyter/display.js";

/** What a cell can show: a table with its text form, or a chart. */
export type Showable = Chart | ShownTable;

export interface ShownTable {
  readonly kind: "table";
  readonly html: VNode;
  /** The same, for a terminal and for readers without HTML. */
  readonly text: string;
}

/**
 * Shows a table or a chart as an output of the cell that runs. Tables come as HTML and as text, charts as SVG with
 * their description as text; outside a kernel the text goes to the standard output.
 */
export function show(shown: Showable): void {
  if (shown.kind === "table") {
    displayBundle({ "text/html": render(shown.html), "text/plain": shown.text });
    return;
  }
  const svg = chartSvg(shown, lightPalette).replace(
    "<svg ",
    `<svg style="background:${lightPalette.paper}" `,
  );
  displayBundle({ "image/svg+xml": svg, "text/plain": `${shown.title}\n${shown.description}` });
}

/** A sentence in the place of a table or a chart. */
export function note(sentence: string): ShownTable {
  return { kind: "table", html: <p>{sentence}</p>, text: sentence };
}

/** Rows of text in columns, each as wide as its widest entry; numbers, which begin with a digit, to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((text, column) => Math.max(widest[column] ?? 0, text.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((text, column) =>
          /^\d/.test(text) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
