import type { Document, Metric, VariantId } from "../catalogue/entry.js";
import { gapOf } from "../stats/ratio.js";
import type { BenchFile } from "../store/bench-file.js";
import type { ExperimentResult, ResultFile } from "../store/result.js";
import { resolveBenchFigure } from "./bench/resolve-bench-figure.js";
import { correctedTest } from "./corrected-test.js";
import { flipPoint } from "./flip-point.js";
import { judge } from "./judge.js";
import { floorFactor } from "./noise.js";
import { type ErrorStatistic, predictionError, predictionErrors } from "./prediction-error.js";
import { ratioOf, valuesIn } from "./samples.js";
import { digestsOf, efficiencyOf, endedWell, type Statistic, statisticOf } from "./summary.js";

/**
 * Looks a figure up by its path (see `path`), computing it anew where it is computed.
 *
 * @returns undefined for a path that leads nowhere, or to something that is no number.
 */
export function resolveFigure(
  figurePath: string,
  results: readonly ResultFile[],
  documents: readonly Document[],
  benches: readonly BenchFile[] = [],
): number | undefined {
  const [above = "", below] = figurePath.split("|");
  if (below !== undefined) {
    const [a, b] = [above, below].map((each) => resolveFigure(each, results, documents, benches));
    return a === undefined || b === undefined ? undefined : a / b;
  }
  const segments = figurePath
    .split("/")
    .map((segment) => segment.replaceAll("~2", "|").replaceAll("~1", "/").replaceAll("~0", "~"));
  const [root, first = "", second = "", ...rest] = segments;
  if (root === "bench") return resolveBenchFigure([first, second, ...rest], benches);
  if (root === "catalogue") {
    const document = documents.find(({ slug }) => slug === first);
    return document && numberAt(document, [second, ...rest]);
  }
  const file = results.find(({ machine, document }) => machine.id === first && document === second);
  if (root !== "results" || file === undefined) return undefined;
  const [field, experiment = "", how = "", ...more] = rest;
  if (field === "verdicts") return verdictCount(file, documents, experiment);
  if (field === "experiments" && Object.hasOwn(file.experiments, experiment)) {
    const computed = compute(file.experiments[experiment]!, how, more);
    if (computed !== null) return computed;
    if (how === "flip") return flipOf(file.experiments[experiment]!, documents, more);
    if (how === "test") return testOf(file, experiment, documents, more);
  }
  return numberAt(file, rest);
}

/** @returns null where `how` is not computed but a field. */
function compute(result: ExperimentResult, how: string, more: readonly string[]): number | undefined | null {
  const [a = "", b = "", c = "", d = "", e = "", under] = more;
  switch (how) {
    case "samples":
      return statisticOf(valuesIn(result, a as VariantId, b as Metric, cellOf(c)), d as Statistic);
    case "ratio": {
      const ratio = ratioOf(result, a as VariantId, b as VariantId, c as Metric, cellOf(d), under);
      return e === "count" ? ratio?.ratios.length : ratio?.[e as "low" | "middle" | "high"];
    }
    case "gap": {
      const ratio = ratioOf(result, a as VariantId, b as VariantId, c as Metric, cellOf(d), under);
      return ratio ? gapOf(ratio)[e as "low" | "middle" | "high"] : undefined;
    }
    case "efficiency":
      return efficiencyOf(result, a as VariantId, cellOf(b));
    case "floor":
      return floorFactor(result, a as Metric, cellOf(b));
    case "prediction-error":
      return predictionError(result, Number(a), b as Metric);
    case "prediction-errors":
      return predictionErrors(result, a as Metric, b as ErrorStatistic);
    case "ended-well":
      return endedWell(result, a as VariantId, cellOf(b));
    case "digests":
      return digestsOf(result)[a as "right" | "all"];
    default:
      return null;
  }
}

function verdictCount(file: ResultFile, documents: readonly Document[], kind: string): number | undefined {
  const document = documents.find(({ slug }) => slug === file.document);
  const context = document && { document, machine: file.machine.id };
  return context?.document.claims.filter(
    (claim) => judge(claim, file.experiments[claim.experiment], context).kind === kind,
  ).length;
}

function flipOf(
  result: ExperimentResult,
  documents: readonly Document[],
  [id, which]: readonly string[],
): number | undefined {
  const claim = documents.flatMap(({ claims }) => claims).find((candidate) => candidate.id === id);
  const flip = claim?.kind === "ratio" ? flipPoint(claim, result) : undefined;
  return which === "at" || which === "low" || which === "high" ? flip?.[which] : undefined;
}

function testOf(
  { document: slug, experiments }: ResultFile,
  experiment: string,
  documents: readonly Document[],
  [claimId, cell = "", field]: readonly string[],
): number | undefined {
  const document = documents.find((candidate) => candidate.slug === slug);
  const claim = document?.claims.find(({ id }) => id === claimId);
  if (document === undefined || claim?.kind !== "ratio") return undefined;
  const inCell = cellOf(cell);
  const test = correctedTest(
    inCell === undefined ? claim : { ...claim, cell: inCell },
    experiments[experiment]!,
    document,
  );
  return field === "p" || field === "count" ? test[field] : undefined;
}

function cellOf(segment: string): string | undefined {
  return segment === "" ? undefined : segment;
}

/** Walks own fields; an entry of a list may be named by its id. */
function numberAt(root: unknown, segments: readonly string[]): number | undefined {
  let at: unknown = root;
  for (const segment of segments) {
    if (Array.isArray(at))
      at = at.find((entry) => (entry as { id?: unknown })?.id === segment) ?? at[Number(segment)];
    else if (typeof at === "object" && at !== null && Object.hasOwn(at, segment))
      at = (at as Record<string, unknown>)[segment];
    else return undefined;
  }
  return typeof at === "number" ? at : undefined;
}
