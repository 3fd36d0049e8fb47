import type { VariantId } from "../../catalogue/entry.js";
import { roundValues } from "../../render/samples.js";
import { median } from "../../stats/quantile.js";
import { type RoundValue, ratioWithinRounds, roundRatios } from "../../stats/ratio.js";
import { formatFigure } from "../../units.js";
import type { Measurement } from "../measurement.js";
import type { Table } from "../notebook-output.js";

/** What is compared in each language: its serial program with its concurrent one. */
const PAIRS: readonly (readonly [language: string, serial: VariantId, concurrent: VariantId])[] = [
  ["TypeScript", "ts/await-in-loop", "ts/gather"],
  ["Python", "python/aiohttp-loop", "python/aiohttp-gather"],
  ["Go", "go/serial", "go/goroutines"],
];

/** How many times as fast each language gets by going concurrent, at each round-trip time of `latency`. */
export function speedUps({ file }: Measurement): Table {
  const latency = file.experiments.latency;
  const cells = Object.keys(latency?.cells ?? {});
  return {
    kind: "table",
    head: ["language", ...cells.map((cell) => `${cell.replace("rttMs=", "")} ms`)],
    rows: latency
      ? PAIRS.map(([language, serial, concurrent]) => [
          language,
          ...cells.map((cell) =>
            speedUp(
              roundValues(latency, serial, "workMs", cell),
              roundValues(latency, concurrent, "workMs", cell),
            ),
          ),
        ])
      : [],
  };
}

/** `3.1 x (2.9 x to 3.4 x)`; without the interval under six rounds; empty where one of the two has no samples. */
function speedUp(serial: readonly RoundValue[], concurrent: readonly RoundValue[]): string {
  const { ratios } = roundRatios(serial, concurrent);
  if (ratios.length === 0) return "";
  const factor = (value: number) => formatFigure(value, "ratio");
  const interval = ratioWithinRounds(serial, concurrent);
  return `${factor(median(ratios))}${interval ? ` (${factor(interval.low)} to ${factor(interval.high)})` : ""}`;
}
