import type { Document, Metric, RatioClaim, Slug, VariantId } from "../../catalogue/entry.js";
import { noiseFloor } from "../../measure/noise-floor.js";
import { type PresentSubject, runRounds } from "../../measure/rounds.js";
import { judge } from "../../render/judge.js";
import { floorFactor } from "../../render/noise.js";
import { proseText } from "../../render/prose.js";
import type { ExperimentResult, Sample, VerdictKind } from "../../store/result.js";

/** What came of comparing a program with itself. */
export interface CopiesJudged {
  readonly verdict: VerdictKind;
  readonly because: string;
  /** Of the second pair, with its interval; absent where too few runs ended well. */
  readonly ratio?: { readonly low: number; readonly middle: number; readonly high: number };
  /** Between the first pair of copies. */
  readonly noiseFactor: number;
  /** By the name it ran under, in the order of measurement. */
  readonly samples: Readonly<Record<VariantId, readonly Sample[]>>;
}

export interface CopiesOptions {
  readonly document: Slug;
  readonly metric: Metric;
  readonly roundCount: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onSample?: (finishedCount: number, sampleCount: number) => void;
}

const [FLOOR, FLOOR_COPY, SECOND, SECOND_COPY] = [
  "ts/first",
  "ts/first-copy",
  "ts/second",
  "ts/second-copy",
] as const;

/**
 * Runs one program under four names, in the rounds and by the verdict of every experiment: the first two give the noise
 * floor, and the claim is that the third takes more than the fourth. Any verdict but "not distinguishable" is false.
 *
 * @throws what the program's `sample` throws, and the signal's reason.
 */
export async function judgeCopies(
  { sample }: Pick<PresentSubject, "sample">,
  options: CopiesOptions,
): Promise<CopiesJudged> {
  const { document, metric, roundCount, seed, signal, onSample } = options;
  const names = [FLOOR, FLOOR_COPY, SECOND, SECOND_COPY];
  const samples = await runRounds({
    subjects: names.map((id) => ({ id, sample })),
    roundCount,
    seed,
    signal,
    onEvent: ({ finishedCount, sampleCount }) => onSample?.(finishedCount, sampleCount),
  });
  const result = resultOf(samples, metric, roundCount);
  const verdict = judge(claimOn(metric), result, { document: nameless(document, metric), machine: "here" });
  return {
    verdict: verdict.kind,
    because: proseText(verdict.because),
    ...(verdict.ratio && { ratio: verdict.ratio }),
    noiseFactor: floorFactor(result, metric),
    samples: Object.fromEntries(samples),
  };
}

/** Whether a verdict tells two copies of one program apart, which nothing but chance and a biased harness can do. */
export function isFalse({ verdict }: CopiesJudged): boolean {
  return verdict === "holds" || verdict === "reversed";
}

function resultOf(
  samples: ReadonlyMap<VariantId, readonly Sample[]>,
  metric: Metric,
  roundCount: number,
): ExperimentResult {
  return {
    id: "a-a",
    profile: "quick",
    parameters: {},
    cells: { headline: { parameters: {} } },
    roundCount,
    noiseFloor: noiseFloor(samples, FLOOR, FLOOR_COPY, metric),
    warnings: [],
    variants: Object.fromEntries(
      [...samples].map(([id, own]) => [
        id,
        { language: "typescript", program: "", asPublished: false, warmups: [], samples: own },
      ]),
    ),
  };
}

function claimOn(metric: Metric): RatioClaim {
  return {
    id: "A/A",
    kind: "ratio",
    experiment: "a-a",
    text: "One copy of a program takes more than the other",
    statedBy: "ours",
    numerator: SECOND,
    denominator: SECOND_COPY,
    metric,
  };
}

/** A document that declares this one comparison, so that nothing is corrected for: the hardest test of all. */
function nameless(slug: Slug, metric: Metric): Document {
  return {
    id: "D0",
    slug,
    notebook: "",
    title: "A/A",
    year: "",
    setting: "",
    published: [],
    experiments: [],
    claims: [claimOn(metric)],
  };
}
