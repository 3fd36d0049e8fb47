import type { Document, Slug, VariantId } from "../catalogue/entry.js";
import { orderOfSamples, type PresentSubject } from "../measure/rounds.js";
import { headlineOf } from "../render/samples.js";
import { median } from "../stats/quantile.js";
import type { ExperimentResult, ResultFile } from "../store/result.js";
import { expectStorable } from "./expect-storable.js";
import type { Preparation } from "./experiment.js";
import { runnableExperiments } from "./registry.js";
import { roundCountOf } from "./run-experiment.js";
import type { Settings } from "./settings.js";

/** What a run would measure, in its order, and how long that may take. */
export interface PlannedExperiment {
  readonly document: Slug;
  readonly experiment: string;
  /** By round, in the order of the seed. */
  readonly rounds: readonly (readonly PlannedSample[])[];
  /** Variants that cannot run here, each with its reason. */
  readonly missing: Readonly<Record<VariantId, string>>;
  /** How long it took to get ready just now; peers are built by then, so a run takes no longer. */
  readonly preparationMs: number;
  /** All samples that are taken, by the medians of an earlier run; null where none has measured this experiment. */
  readonly samplesMs: number | null;
  /** Parameters that the earlier run had other values of, as its `name=value`: its times may tell little then. */
  readonly measuredAt: readonly string[];
}

export interface PlannedSample {
  readonly variant: VariantId;
  /** Absent for the headline cell. */
  readonly cell?: string;
}

/**
 * Prepares every experiment of the documents as a run would, starting its servers and building its peers, and takes
 * down the order of its samples without measuring any; so what it tells is what a run with these settings does. An
 * experiment may add rounds to that when its samples turn out cheap or the host unsteady.
 *
 * @param earlier results to estimate times by, the best first.
 * @throws the signal's reason, when it aborts; no process is left.
 */
export async function planRun(
  documents: readonly Document[],
  settings: Settings,
  earlier: readonly ResultFile[],
  preparation: Preparation,
): Promise<readonly PlannedExperiment[]> {
  const plans: PlannedExperiment[] = [];
  for (const { document, id, prepare } of await runnableExperiments()) {
    if (!documents.some(({ slug }) => slug === document)) continue;
    preparation.signal.throwIfAborted();
    const startedAtMs = performance.now();
    const prepared = await prepare(settings, preparation);
    const preparationMs = performance.now() - startedAtMs;
    await prepared.close();
    expectStorable(id, prepared);
    const roundCount = roundCountOf(prepared, settings.profile);
    const order = orderOfSamples(prepared.subjects, roundCount, settings.seed);
    const missing = prepared.subjects.flatMap((subject) =>
      "missing" in subject && subject.missing !== undefined ? [[subject.id, subject.missing] as const] : [],
    );
    const before = earlier.find(
      (result) => result.document === document && Object.hasOwn(result.experiments, id),
    );
    const taken = order.flat().filter(({ shared = false }) => !shared);
    const samplesMs = before ? estimateMs(taken.map(sampleOf), before.experiments[id]!) : null;
    plans.push({
      document,
      experiment: id,
      rounds: order.map((round) => round.map(sampleOf)),
      // In every cell it is missing for the same reason.
      missing: Object.fromEntries(missing),
      preparationMs,
      samplesMs,
      measuredAt: before ? differing(before.experiments[id]!.parameters, prepared.parameters) : [],
    });
  }
  return plans;
}

function differing(earlier: ExperimentResult["parameters"], now: ExperimentResult["parameters"]): string[] {
  const names = new Set([...Object.keys(earlier), ...Object.keys(now)]);
  return [...names]
    .filter((name) => earlier[name] !== now[name])
    .map((name) => `${name}=${earlier[name] ?? "unset"}`);
}

function sampleOf({ id: variant, cell }: PresentSubject): PlannedSample {
  return { variant, ...(cell !== undefined && { cell }) };
}

/** A sample counts with its variant's median in the cell; one never measured with the median of all. */
function estimateMs(samples: readonly PlannedSample[], earlier: ExperimentResult): number | null {
  const times = new Map<string, number[]>();
  const headline = headlineOf(earlier);
  const key = (variant: string, cell = headline) => JSON.stringify([variant, cell]);
  for (const [variant, { samples: own }] of Object.entries(earlier.variants)) {
    for (const { wholeMs, cell } of own) {
      if (wholeMs === undefined) continue;
      const place = key(variant, cell);
      times.set(place, [...(times.get(place) ?? []), wholeMs]);
    }
  }
  if (times.size === 0) return null;
  const overall = median([...times.values()].flat());
  return samples.reduce((sum, { variant, cell }) => {
    const own = times.get(key(variant, cell));
    return sum + (own ? median(own) : overall);
  }, 0);
}
