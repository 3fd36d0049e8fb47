import { formatFigure } from "../../units.js";
import type { Measurement } from "../measurement.js";
import { type ShownTable, textTable } from "../notebook-output.js";
import { connectionCosts } from "./connection-cost.js";

const HEAD = ["language", "measured", "by round trips", "by processor time", "left over", "of the measured"];

/** What a new connection for each document costs in each language, beside what the model says that it should. */
export function modelCheck({ file }: Measurement): ShownTable {
  const fetch = file.experiments.fetch;
  const ms = (value: number) => formatFigure(value, "ms");
  const rows = (fetch ? connectionCosts(fetch) : []).map((cost) => {
    const residual = cost.measuredMs - cost.networkMs - cost.cpuMs;
    const { residualMs } = cost;
    return [
      cost.language,
      ms(cost.measuredMs),
      ms(cost.networkMs),
      ms(cost.cpuMs),
      residualMs
        ? `${ms(residualMs.middle)} (${ms(residualMs.low)} to ${ms(residualMs.high)})`
        : ms(residual),
      formatFigure((residualMs?.middle ?? residual) / cost.measuredMs, "percent"),
    ];
  });
  return {
    kind: "table",
    html: (
      <table>
        <thead>
          <tr>
            {HEAD.map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((text, column) => (
                <td key={HEAD[column]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    ),
    text: textTable([HEAD, ...rows]),
  };
}
