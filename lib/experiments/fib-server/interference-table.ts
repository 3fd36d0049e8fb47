import type { Metric, VariantId } from "../../catalogue/entry.js";
import { variantName } from "../../render/names.js";
import { valuesIn } from "../../render/samples.js";
import { median } from "../../stats/quantile.js";
import { formatFigure, type Unit } from "../../units.js";
import type { Measurement } from "../measurement.js";
import type { Table } from "../notebook-output.js";

/** What is left of each server's small requests beside a client with large ones, and what that client gets. */
export function interferenceTable({ document, experiment, file }: Measurement): Table {
  const result = file.experiments[experiment.id];
  const middle = (id: VariantId, counter: string, cell: string) => {
    const metric: Metric = `counters.${counter}`;
    return result ? median(valuesIn(result, id, metric, cell)) : Number.NaN;
  };
  return {
    kind: "table",
    head: ["server", "small alone", "small beside", "alone / beside", "p99 alone", "p99 beside", "large"],
    rows: experiment.variants.flatMap(({ id }) => {
      const alone = middle(id, "requestsPerSecond", "alone");
      const beside = middle(id, "requestsPerSecond", "beside");
      if (Number.isNaN(alone) || Number.isNaN(beside)) return [];
      const figures: [number, Unit][] = [
        [alone, "requests/s"],
        [beside, "requests/s"],
        [alone / beside, "ratio"],
        [middle(id, "responseP99Ms", "alone"), "ms"],
        [middle(id, "responseP99Ms", "beside"), "ms"],
        [middle(id, "largePerSecond", "beside"), "requests/s"],
      ];
      return [[variantName(document, id), ...figures.map(([value, unit]) => formatFigure(value, unit))]];
    }),
  };
}
