import type { CurvesChart } from "../../charts/curves.js";
import { crossingChartOf, crossingsOf } from "../../render/crossing-chart.js";
import { variantName } from "../../render/names.js";
import { valuesIn } from "../../render/samples.js";
import { median } from "../../stats/quantile.js";
import { formatFigure, type Unit } from "../../units.js";
import type { Measurement } from "../measurement.js";
import type { Note, Table } from "../notebook-output.js";

/** Handed over against in place, along n, with rings where the price of the hop puts the crossing. */
export function crossings({ document, experiment, file }: Measurement): CurvesChart | Note {
  const result = file.experiments[experiment.id];
  const chart = result && crossingChartOf(experiment, result, document, experiment.id);
  return chart ?? { kind: "note", sentence: "Nothing here was measured both in place and handed over." };
}

/** What the prediction of each crossing was made from, and what came of it. */
export function crossingTable({ document, experiment, file }: Measurement): Table {
  const result = file.experiments[experiment.id];
  return {
    kind: "table",
    head: ["handed over to", "a call", "the hop", "predicted n", "measured n"],
    rows: (result ? crossingsOf(experiment, result) : []).map(({ handedOver, predicted, measured }) => {
      const middle = (counter: "callMs" | "hopMs") =>
        shown(median(valuesIn(result!, handedOver, `counters.${counter}`)), "ms");
      return [
        variantName(document, handedOver),
        middle("callMs"),
        middle("hopMs"),
        predicted === undefined ? "none" : shown(predicted, "count"),
        measured === undefined ? "never cheaper" : shown(measured, "count"),
      ];
    }),
  };
}

function shown(value: number, unit: Unit): string {
  return Number.isNaN(value) ? "not told" : formatFigure(value, unit);
}
