import * as Plot from "@observablehq/plot";
import type { GridChart, GridForm } from "./grid.js";
import type { Palette } from "./palette.js";
import { rowName } from "./svg.js";

/** The columns' heads on top, the rows' names beside them. */
export function gridAxes(chart: GridChart, { heads, headSize }: GridForm, palette: Palette) {
  const quiet = { label: null, tickSize: 0 };
  return [
    Plot.axisX([...chart.columns.keys()], {
      ...quiet,
      anchor: "top",
      tickFormat: (column: number) => heads[column]!.join("\n"),
      fill: palette.muted,
      ...(headSize !== undefined && { fontSize: headSize }),
    }),
    Plot.axisY([...chart.rows.keys()], {
      ...quiet,
      tickPadding: 10,
      tickFormat: (row: number) => rowName(chart.rows[row]!.name),
      fill: palette.ink,
    }),
  ];
}
