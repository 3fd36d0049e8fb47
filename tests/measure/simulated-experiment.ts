import type { RatioClaim, VariantId } from "../../lib/catalogue/entry.js";
import { noiseFloor } from "../../lib/measure/noise-floor.js";
import { runRounds, type Subject } from "../../lib/measure/rounds.js";
import { judge } from "../../lib/render/judge.js";
import { type Random, seededRandom } from "../../lib/stats/random.js";
import type { ExperimentResult, Sample, VerdictKind } from "../../lib/store/result.js";
import { context, ratioClaim } from "../fixtures/small-experiment.js";

/** A host and its programs that exist only as numbers: what a sample takes is drawn and not waited for. */
export interface SimulatedExperiment {
  readonly seed: number;
  readonly roundCount: number;
  /** The true time of each program. */
  readonly workMs: Readonly<Record<VariantId, number>>;
  /** Standard deviation of the logarithm, of a whole round and of each sample in it. Default: 0.1 each. */
  readonly betweenRounds?: number;
  readonly withinRound?: number;
  /** The share of samples that end with an error. Default: 0. */
  readonly failing?: number;
}

/** The first pair of copies gives the floor; the second has no part in it. */
export const FLOOR = ["ts/control", "ts/control-copy"] as const;
export const SECOND = ["ts/second", "ts/second-copy"] as const;

/** Runs it by the product's own rounds, in the order that these draw, up to a result that the product can judge. */
export async function simulate(experiment: SimulatedExperiment): Promise<ExperimentResult> {
  const { seed, roundCount, workMs, betweenRounds = 0.1 } = experiment;
  // Unrelated to the stream that draws the order.
  const random = seededRandom(seed + 1_000_000);
  const rounds = Array.from({ length: roundCount }, () => Math.exp(betweenRounds * random.normal()));
  const subjects = Object.entries(workMs).map(
    ([id, ms]): Subject => ({
      id: id as VariantId,
      sample: async ({ round }) => draw(experiment, ms * rounds[round]!, random),
    }),
  );
  const { signal } = new AbortController();
  const samples = await runRounds({ subjects, roundCount, seed, signal });
  return {
    id: ratioClaim.experiment,
    profile: "quick",
    parameters: {},
    cells: { headline: { parameters: {} } },
    roundCount,
    noiseFloor: noiseFloor(samples, ...FLOOR, "workMs"),
    warnings: [],
    variants: Object.fromEntries(
      [...samples].map(([id, own]) => [
        id,
        { language: "typescript", program: "none", asPublished: false, warmups: [], samples: own },
      ]),
    ),
  };
}

function draw(
  { withinRound = 0.1, failing = 0 }: SimulatedExperiment,
  ms: number,
  random: Random,
): Pick<Sample, "status" | "reason" | "workMs"> {
  const workMs = ms * Math.exp(withinRound * random.normal());
  return random.float() < failing ? { status: "error", reason: "drawn to fail" } : { status: "ok", workMs };
}

type Pair = readonly [numerator: VariantId, denominator: VariantId];

/** The product's verdict on "the first of the pair takes longer", declared beside comparisons of other pairs. */
export function verdictOn(pair: Pair, result: ExperimentResult, declared: readonly Pair[] = []): VerdictKind {
  const claims = [pair, ...declared.filter((other) => other !== pair)].map(
    ([numerator, denominator], index): RatioClaim => ({
      ...ratioClaim,
      id: `D9-C${index + 1}`,
      numerator,
      denominator,
    }),
  );
  const document = { ...context.document, claims };
  return judge(claims[0]!, result, { ...context, document }).kind;
}

/** The share of simulated experiments that something is true of. */
export async function shareOf(count: number, isTrueOf: (seed: number) => Promise<boolean>): Promise<number> {
  let trueCount = 0;
  for (let seed = 0; seed < count; seed++) if (await isTrueOf(seed)) trueCount++;
  return trueCount / count;
}
