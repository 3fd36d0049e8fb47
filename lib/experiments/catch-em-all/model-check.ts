import { formatFigure } from "../../units.js";
import type { Measurement } from "../measurement.js";
import type { Table } from "../notebook-output.js";
import { connectionCosts } from "./connection-cost.js";

/** What a new connection for each document costs in each language, beside what the model says that it should. */
export function modelCheck({ file }: Measurement): Table {
  const fetch = file.experiments.fetch;
  const ms = (value: number) => formatFigure(value, "ms");
  return {
    kind: "table",
    head: ["language", "measured", "by round trips", "by processor time", "left over", "of the measured"],
    rows: (fetch ? connectionCosts(fetch) : []).map(
      ({ language, measuredMs, networkMs, cpuMs, residualMs }) => {
        const residual = residualMs?.middle ?? measuredMs - networkMs - cpuMs;
        const interval = residualMs ? ` (${ms(residualMs.low)} to ${ms(residualMs.high)})` : "";
        return [
          language,
          ms(measuredMs),
          ms(networkMs),
          ms(cpuMs),
          `${ms(residual)}${interval}`,
          formatFigure(residual / measuredMs, "percent"),
        ];
      },
    ),
  };
}
