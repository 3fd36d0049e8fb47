import type { Metric, VariantId } from "../../catalogue/entry.js";
import type { ExperimentResult } from "../../store/result.js";
import { whyNone } from "../missing.js";
import { valuesIn } from "../samples.js";
import type { Pair } from "./comparison.js";
import { type DeclaredRatio, declaredRatios } from "./ratio-rows.js";

/** Something of an experiment that one side has values of and the other has not. */
export interface OneSided {
  /** Names it, the side that has it, and why the other has not. */
  readonly sentence: string;
  /** Whether a claim compares it, and it is B that lacks it. */
  readonly lost: boolean;
}

/** The cells of only one side, and in the others the variants with values on only one. */
export function oneSided(pair: Pair): OneSided[] {
  const { document, a, b } = pair;
  const name = `${document.slug}/${a.id}`;
  const declared = declaredRatios(document, a);
  const { metric } = document.experiments.find(({ id }) => id === a.id)!;
  const cells = [...new Set([...Object.keys(a.cells), ...Object.keys(b.cells)])];
  const common = cells.filter((cell) => Object.hasOwn(a.cells, cell) && Object.hasOwn(b.cells, cell));
  const lone = cells.filter((cell) => !common.includes(cell));
  return [
    ...lone.map((cell): OneSided => {
      const inA = Object.hasOwn(a.cells, cell);
      const lost = inA && declared.some((ratio) => ratio.cell === cell && hasValues(ratio, metric, a));
      return { sentence: `${name}: only ${inA ? "A" : "B"} has the cell ${cell}`, lost };
    }),
    ...variantsOfOneSide(pair, declared, common, name),
  ];
}

/** One for each variant, side and reason, with all of its cells. */
function variantsOfOneSide(
  { document, a, b }: Pair,
  declared: readonly DeclaredRatio[],
  cells: readonly string[],
  name: string,
): OneSided[] {
  const { variants, metric } = document.experiments.find(({ id }) => id === a.id)!;
  const found = new Map<string, { id: VariantId; cells: Set<string>; lacking: Lacking; lost: boolean }>();
  for (const { id } of variants) {
    for (const cell of cells) {
      const metrics = declared.filter((ratio) => ratio.cell === cell && compares(ratio, id)).map(metricOf);
      for (const one of new Set([metric, ...metrics])) {
        const lacking = lackingSide(id, one, cell, a, b);
        if (!lacking) continue;
        const key = [id, lacking.side, lacking.reason].join("\n");
        const entry = found.get(key) ?? { id, cells: new Set(), lacking, lost: false };
        entry.cells.add(cell);
        entry.lost ||= lacking.side === "B" && metrics.length > 0;
        found.set(key, entry);
      }
    }
  }
  return [...found.values()].map(({ id, cells: at, lacking: { side, reason }, lost }) => ({
    sentence: `${name}: only ${side === "A" ? "B" : "A"} has values of ${id} (${[...at].join(", ")}); in ${side}: ${reason}`,
    lost,
  }));
}

interface Lacking {
  readonly side: "A" | "B";
  readonly reason: string;
}

/** @returns undefined where both sides have values, or neither has. */
function lackingSide(
  id: VariantId,
  metric: Metric,
  cell: string,
  a: ExperimentResult,
  b: ExperimentResult,
): Lacking | undefined {
  const [inA, inB] = [a, b].map((result) => valuesIn(result, id, metric, cell).length > 0);
  if (inA === inB) return undefined;
  return inA
    ? { side: "B", reason: whyNone(id, metric, cell, b) }
    : { side: "A", reason: whyNone(id, metric, cell, a) };
}

/** By the claim's own metric, or by the experiment's, which is what rows of values are of. */
function hasValues(ratio: DeclaredRatio, metric: Metric, result: ExperimentResult): boolean {
  return [ratio.numerator, ratio.denominator].some((id) =>
    [metric, ratio.metric].some((one) => valuesIn(result, id, one, ratio.cell).length > 0),
  );
}

function compares({ numerator, denominator }: DeclaredRatio, id: VariantId): boolean {
  return numerator === id || denominator === id;
}

function metricOf({ metric }: DeclaredRatio): Metric {
  return metric;
}
