import type { Experiment, Profile, Variant } from "../catalogue/entry.js";
import { documents } from "../catalogue/index.js";
import { shown, UsageError } from "../errors.js";
import { accountingWarnings } from "../measure/accounting.js";
import { measureHostSpeed } from "../measure/calibrate.js";
import { describeMachine, describeProvenance } from "../measure/environment.js";
import { FurtherRounds } from "../measure/further-rounds.js";
import { Journal, type RunFacts } from "../measure/journal.js";
import { labelSamples } from "../measure/label-samples.js";
import { noiseFloor } from "../measure/noise-floor.js";
import { type RoundsEvent, runRounds } from "../measure/rounds.js";
import type { TracedJob } from "../measure/run-job.js";
import { peerVersions } from "../peers/peer.js";
import { metricOf } from "../store/metric.js";
import type { ExperimentResult, NoiseFloor, ResultFile, Sample, VariantResult } from "../store/result.js";
import { expectStorable } from "./expect-storable.js";
import type { PreparedExperiment } from "./experiment.js";
import type { HarnessProgress, HarnessRequest } from "./harness-message.js";
import { journalKey } from "./journal-key.js";
import { withOwnStrategy } from "./own-strategy/own-variant.js";
import { languageOf } from "./programs.js";
import { runnableExperiment } from "./registry.js";

/** Rounds of each profile; six are the fewest that give a median its interval. */
const ROUND_COUNTS = { smoke: 1, quick: 6, full: 12 } as const;

/**
 * Runs one experiment from preparing its programs to its result file, and leaves no process behind.
 *
 * @param onProgress is called at every step and sample
 * @throws UsageError for a request that makes no sense, before anything is measured; the signal's reason, when it
 *   aborts: the finished samples are then in the journal, for a later run with `resume`
 */
export async function runExperiment(
  request: HarnessRequest,
  signal: AbortSignal,
  onProgress: (progress: HarnessProgress) => void,
): Promise<ResultFile> {
  const { settings } = request;
  const runnable = await runnableExperiment(request.document, request.experiment);
  const entry = withOwnStrategy(catalogueEntry(request), settings.own);
  const startedAt = new Date();
  const step = (sentence: string) =>
    onProgress({ experiment: entry.id, step: sentence, sampleCount: 0, finishedCount: 0, remainingMs: null });

  const machine = await describeMachine(request.machine);
  const prepared = await runnable.prepare(settings, { signal, onStep: step });
  try {
    expectStorable(entry.id, prepared);
    const versions = await peerVersions(settings.peers);
    const key = await journalKey(runnable, prepared, request, versions);
    const journal = await Journal.open(key, { resume: request.resume });
    try {
      const run = await journal.runBefore(() => ({
        startedAt: startedAt.toISOString(),
        ...(hasFurtherRounds(prepared, settings.profile) && { hostBefore: measureHostSpeed() }),
      }));
      const result = await measure(entry, prepared, request, { journal, run }, signal, onProgress);
      return {
        schemaVersion: 1,
        document: runnable.document,
        profile: settings.profile,
        seed: settings.seed,
        machine,
        provenance: await describeProvenance(new Date(run.startedAt), versions),
        experiments: { [entry.id]: result },
        claims: {},
      };
    } finally {
      await journal.close();
    }
  } finally {
    await prepared.close();
  }
}

/** How many rounds an experiment has in a profile; what counts has one. */
export function roundCountOf(
  { timed, roundLimit = Number.POSITIVE_INFINITY }: PreparedExperiment,
  profile: Profile,
): number {
  return Math.min(timed ? ROUND_COUNTS[profile] : 1, roundLimit);
}

async function measure(
  entry: Experiment,
  prepared: PreparedExperiment,
  { settings }: HarnessRequest,
  { journal, run }: { readonly journal: Journal; readonly run: RunFacts },
  signal: AbortSignal,
  onProgress: (progress: HarnessProgress) => void,
): Promise<ExperimentResult> {
  const roundCount = roundCountOf(prepared, settings.profile);
  const further = furtherRounds(prepared, journal, run);
  const traces = new Map<string, TracedJob>();
  for (const { id, trace } of prepared.traced) {
    onProgress({
      experiment: entry.id,
      step: "tracing",
      detail: id,
      sampleCount: 0,
      finishedCount: 0,
      remainingMs: null,
    });
    traces.set(id, await trace());
  }
  const predictions = await journal.predictedBefore(prepared.predictions);
  const samples = await runRounds({
    subjects: prepared.subjects,
    roundCount,
    seed: settings.seed,
    signal,
    log: journal,
    ...(prepared.atOnce !== undefined && { atOnce: prepared.atOnce }),
    ...(further && { anotherRound: (finished) => further.another(finished) }),
    onEvent: (event) => onProgress(roundsProgress(entry, event)),
  });
  const warning = further?.warning;
  return {
    id: entry.id,
    profile: settings.profile,
    parameters: prepared.parameters,
    cells: prepared.cells,
    roundCount: Math.max(roundCount, ...roundsIn(samples)),
    noiseFloor: prepared.timed ? floorOf(entry, samples) : { kind: "exact" },
    warnings: [...prepared.warnings, ...(warning ? [warning] : []), ...accountingWarnings(samples)],
    ...(predictions && { predictions }),
    variants: Object.fromEntries(
      entry.variants
        .filter(({ id }) => samples.has(id))
        .map((variant) => [
          variant.id,
          variantResult(
            variant,
            prepared,
            labelSamples(samples.get(variant.id)!, entry.metric),
            traces.get(variant.id),
          ),
        ]),
    ),
  };
}

function hasFurtherRounds({ timed, roundLimit }: PreparedExperiment, profile: Profile): boolean {
  // What is counted does not depend on how fast the host is, and a limit on rounds spares somebody else's server.
  return timed && profile !== "smoke" && roundLimit === undefined;
}

function furtherRounds(
  { budgetMs }: PreparedExperiment,
  journal: Journal,
  run: RunFacts,
): FurtherRounds | null {
  if (!run.hostBefore) return null;
  return new FurtherRounds({
    ...(budgetMs !== undefined && { budgetMs }),
    before: run.hostBefore,
    measureHostSpeed,
    ...(run.settled && { settled: run.settled }),
    onSettled: (settled) => journal.keepRun({ ...run, settled }),
  });
}

function roundsIn(samples: ReadonlyMap<Variant["id"], readonly Sample[]>): number[] {
  return [...samples.values()].flat().map(({ round = 0 }) => round + 1);
}

function variantResult(
  variant: Variant,
  prepared: PreparedExperiment,
  samples: readonly Sample[],
  traced: TracedJob | undefined,
): VariantResult {
  const ideal = Object.values(prepared.cells)[0]?.ideal;
  const limit = prepared.limits[variant.id];
  return {
    language: languageOf(variant.id),
    program: variant.source,
    asPublished: variant.asPublished ?? false,
    ...(variant.copyOf && { copyOf: variant.copyOf }),
    ...(ideal && { ideal }),
    ...(limit && { limit }),
    warmups: traced ? [traced.sample] : [],
    samples,
    ...(traced?.trace && { trace: traced.trace }),
  };
}

function floorOf(entry: Experiment, samples: ReadonlyMap<Variant["id"], readonly Sample[]>): NoiseFloor {
  const copy = entry.variants.find((variant) => variant.copyOf && samples.has(variant.id));
  if (!copy?.copyOf) return { kind: "unknown", reason: "no program ran under two names" };
  return noiseFloor(samples, copy.copyOf, copy.id, entry.metric);
}

function roundsProgress({ id: experiment, metric }: Experiment, event: RoundsEvent): HarnessProgress {
  const { roundCount, sampleCount, finishedCount, remainingMs } = event;
  const sample = event.type === "sample-finished" ? event : undefined;
  const headline = sample?.sample.status === "ok" && sample.cell === undefined;
  const value = headline ? metricOf(sample.sample, metric) : undefined;
  return {
    experiment,
    step: `round ${event.round + 1} of ${roundCount}`,
    ...(event.type === "sample-started" && { detail: event.id }),
    sampleCount,
    finishedCount,
    remainingMs,
    ...(sample && value !== undefined && { finished: { variant: sample.id, value } }),
  };
}

function catalogueEntry({ document, experiment }: HarnessRequest): Experiment {
  const found = documents
    .find(({ slug }) => slug === document)
    ?.experiments.find(({ id }) => id === experiment);
  if (found) return found;
  throw new UsageError(`Expected an experiment of the catalogue, got ${shown(`${document}/${experiment}`)}.`);
}
