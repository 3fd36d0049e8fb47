import type { ResultFile, Sample } from "../../lib/store/result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

/** Words that the schema lists: any other is refused before a report sees it. */
const LISTED = new Set(["document", "profile", "status", "kind", "language", "verdict", "unit"]);
/** Fields whose keys are names of the writer's own. */
const NAMED = new Set([
  "cells",
  "claims",
  "counters",
  "experiments",
  "histograms",
  "parameters",
  "primitives",
  "variants",
  "versions",
  "volatile",
]);
const SOME_VARIANTS = [
  "ts/gather",
  "ts/await-in-loop",
  "ts/await-in-loop-copy",
  "python/requests",
  "go/serial",
];

/** A result file with the payload as every text and as a name wherever names are free, beside the names expected. */
export function poisonedResult(payload: string, machine = payload): ResultFile {
  const result = poison(template(), "", payload) as ResultFile;
  return { ...result, machine: { ...result.machine, id: machine } };
}

/** Every optional text is there, so that none is left out of the poisoning. */
function template(): ResultFile {
  const result = syntheticResult();
  const { fetch } = result.experiments;
  const failed: Sample = {
    status: "error",
    reason: "r",
    stderrTail: "t",
    digest: "d",
    histograms: { responseTime: "h" },
  };
  const variants = Object.entries(fetch!.variants)
    .filter(([id]) => SOME_VARIANTS.includes(id))
    .map(([id, variant]) => [
      id,
      {
        ...variant,
        samples: [...variant.samples, failed, { ...variant.samples[0]!, cell: "c" }],
        ideal: { ms: 1, because: "b" },
        limit: { ms: 1, because: "b" },
        trace: variant.trace?.slice(0, 12),
      },
    ]);
  return {
    ...result,
    provenance: { ...result.provenance, commit: null, commitMissing: "m" },
    experiments: { fetch: { ...fetch!, variants: Object.fromEntries(variants) } },
    claims: { "D2-C1": { verdict: "holds", because: "b", condition: "c" } },
  };
}

function poison(value: unknown, key: string, payload: string): unknown {
  if (typeof value === "string") return LISTED.has(key) ? value : payload;
  if (Array.isArray(value)) return value.map((item) => poison(item, key, payload));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, poison(item, name, payload)]);
  if (NAMED.has(key) && entries.length > 0) entries.push([payload, entries[0]![1]]);
  return Object.fromEntries(entries);
}
