import type { ConditionGrid, RatioClaim } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { flipPoint } from "./flip-point.js";
import { plainText } from "./plain-text.js";
import { type Figure, joined, listed, type Prose, prose } from "./prose.js";
import { judgeRatio } from "./ratio-verdict.js";
import { cellIn } from "./samples.js";
import { experimentPath, type JudgeContext, type Verdict } from "./verdict.js";

interface Level {
  readonly cell: string;
  readonly at: string | number | boolean | undefined;
  readonly verdict: Verdict;
}

/**
 * Judges a claim in every cell of its declared condition. Where all measured levels agree, theirs is the verdict;
 * where some hold and others do not, it `holds only if`, with the flip point where the scale has one.
 * Levels of which none holds give the headline's verdict.
 */
export function judgeGrid(claim: RatioClaim, result: ExperimentResult, context: JudgeContext): Verdict {
  const grid = claim.condition!;
  const levels = grid.cells.map(
    (cell): Level => ({
      cell,
      at: cellIn(result, cell)?.parameters[grid.parameter],
      verdict: judgeRatio({ ...claim, cell }, result, context),
    }),
  );
  const measured = levels.filter(({ verdict }) => verdict.kind !== "not measured here");
  const first = measured[0] ?? levels[0];
  if (first === undefined) return judgeRatio(claim, result, context);
  const kinds = new Set(measured.map(({ verdict }) => verdict.kind));
  const holds = holding(measured);
  if (kinds.size < 2 || holds.length === 0) return first.verdict;
  return {
    kind: "holds only if",
    condition: conditionWords(claim, grid, holds, result, context),
    ...(first.verdict.ratio && { ratio: first.verdict.ratio }),
    because: joined(
      measured.map(
        ({ cell, verdict }) => prose`at ${plainText(cell)} it is “${verdict.kind}”: ${verdict.because}`,
      ),
      "; ",
    ),
  };
}

/** The levels at which the direction holds, or, where it holds at all of them, those at which the size does. */
function holding(levels: readonly Level[]): Level[] {
  const inSize = levels.filter(({ verdict }) => verdict.kind === "holds");
  const inDirection = levels.filter(
    ({ verdict }) => verdict.kind === "holds" || verdict.kind === "holds in direction, not in size",
  );
  return inDirection.length === levels.length ? inSize : inDirection;
}

function conditionWords(
  claim: RatioClaim,
  grid: ConditionGrid,
  holds: readonly Level[],
  result: ExperimentResult,
  context: JudgeContext,
): Prose {
  const experiment = experimentPath(result, context);
  const flip = holds.some(({ verdict }) => verdict.kind === "holds in direction, not in size")
    ? undefined
    : flipPoint(claim, result);
  if (flip === undefined)
    return prose`${grid.says} ${listed(
      holds.map(({ at, cell }) => [plainText(at ?? cell)]),
      "or",
    )}`;
  const [below, above] = flip.between.map(
    ({ cell, x }): Figure => ({
      path: `${experiment}/${path("cells", cell, "parameters", grid.parameter)}`,
      value: x,
      unit: grid.unit,
    }),
  );
  const at = flipFigure("at", flip.at);
  return prose`${grid.says} is ${flip.holdsAbove ? "more" : "less"} than about ${at} (${intervalWords()}, between the cells at ${below!} and ${above!})`;

  function flipFigure(which: "at" | "low" | "high", value: number): Figure {
    return { path: `${experiment}/${path("flip", claim.id, which)}`, value, unit: grid.unit };
  }

  function intervalWords(): Prose {
    const { low, high } = flip!;
    if (low === undefined && high === undefined) return prose`with no bounds on the grid`;
    if (low === undefined) return prose`at most ${flipFigure("high", high!)}`;
    if (high === undefined) return prose`at least ${flipFigure("low", low)}`;
    return prose`${flipFigure("low", low)} to ${flipFigure("high", high)}`;
  }
}
