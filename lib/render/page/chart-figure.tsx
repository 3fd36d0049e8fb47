import { type Chart, chartSvg } from "../../charts/chart.js";
import { pagePalette } from "../../charts/palette.js";
import { withoutDescription } from "../../charts/svg.js";
import { chartTable } from "../chart-table.js";
import { Scroll } from "./scroll.js";

/** The static picture, which Plotly replaces where scripts run, and the same as a table. */
export function ChartFigure({ chart }: { chart: Chart }) {
  const table = chartTable(chart);
  return (
    <figure class="chart" id={chart.id}>
      <figcaption>
        <strong>{chart.title}</strong>
        <span>{chart.description}</span>
      </figcaption>
      {/* The caption has the description. */}
      <Scroll label={chart.title}>
        <div
          class="drawing"
          dangerouslySetInnerHTML={{ __html: withoutDescription(chartSvg(chart, pagePalette)) }}
        />
      </Scroll>
      <details>
        <summary>This chart as a table</summary>
        <Scroll label={`${chart.title}, as a table`}>
          <table>
            <thead>
              <tr>
                {table.head.map((title) => (
                  <th key={title}>{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(([name, ...cells], row) => (
                <tr key={row}>
                  <th>{name}</th>
                  {cells.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </figure>
  );
}
