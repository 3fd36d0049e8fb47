import { formatFigure } from "../../units.js";
import type { Measurement } from "../measurement.js";
import type { Table } from "../notebook-output.js";
import { type ConnectionCost, connectionCosts } from "./connection-cost.js";

/**
 * What a new connection for each document costs in each language, beside what the model says that it should, for
 * every pair of programs that one of the measurements has.
 */
export function modelCheck(...measurements: readonly Measurement[]): Table {
  return {
    kind: "table",
    head: [
      "language",
      "documents",
      "measured",
      "by round trips",
      "by processor time",
      "left over",
      "of the measured",
    ],
    rows: measurements
      .flatMap(({ experiment, file }) => connectionCosts(file.experiments[experiment.id]!))
      .map(row),
  };
}

function row({ language, documents, measuredMs, networkMs, cpuMs, residualMs }: ConnectionCost): string[] {
  const ms = (value: number) => formatFigure(value, "ms");
  const residual = residualMs?.middle ?? measuredMs - networkMs - cpuMs;
  const interval = residualMs ? ` (${ms(residualMs.low)} to ${ms(residualMs.high)})` : "";
  return [
    language,
    formatFigure(documents, "count"),
    ms(measuredMs),
    ms(networkMs),
    ms(cpuMs),
    `${ms(residual)}${interval}`,
    formatFigure(residual / measuredMs, "percent"),
  ];
}
