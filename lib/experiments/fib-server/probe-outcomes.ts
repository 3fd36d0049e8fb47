import { variantName } from "../../render/names.js";
import { samplesIn } from "../../render/samples.js";
import type { Measurement } from "../measurement.js";
import type { Table } from "../notebook-output.js";
import { probes } from "./probe.js";

/** Which server handled which probe: answered rightly or refused clearly, and lived on. */
export function probeOutcomes({ document, experiment, file }: Measurement): Table {
  const result = file.experiments[experiment.id];
  return {
    kind: "table",
    head: ["server", ...probes.map(({ name }) => name.toLowerCase()), "deaths"],
    rows: experiment.variants.flatMap(({ id }) => {
      const counters = result && samplesIn(result, id).find(({ status }) => status === "ok")?.counters;
      if (!counters) return [];
      const marks = probes.map(({ name }) => (counters[`handled${name}`] === 1 ? "yes" : "no"));
      return [[variantName(document, id), ...marks, String(counters.deaths ?? 0)]];
    }),
  };
}
