import type { BenchWork } from "../../catalogue/bench/bench-work.js";
import { RunError } from "../../errors.js";
import { type RoundsEvent, runRounds } from "../../measure/rounds.js";
import type { BenchSamples } from "../../store/bench-file.js";
import type { Sample } from "../../store/result.js";
import { type OpenOptions, type OpenWork, openWork } from "./open-work.js";

export interface BenchOptions extends OpenOptions {
  readonly roundCount: number;
  readonly onEvent?: (work: BenchWork, event: RoundsEvent) => void;
  /** Gets a work ready. Default: {@link openWork}. */
  readonly open?: (work: BenchWork, options: OpenOptions) => Promise<OpenWork>;
}

/**
 * Measures the subjects of one work, each sample as fresh processes, in random rounds.
 *
 * @returns every subject's samples in the order of measurement.
 * @throws RunError when two subjects give different answers; the signal's reason
 */
export async function runBench(
  work: BenchWork,
  { open = openWork, ...options }: BenchOptions,
): Promise<BenchSamples> {
  const opened = await open(work, options);
  try {
    const samples = await runRounds({
      subjects: opened.subjects,
      roundCount: options.roundCount,
      seed: options.seed,
      signal: options.signal,
      onEvent: (event) => options.onEvent?.(work, event),
    });
    expectSameAnswers(work, samples);
    return Object.fromEntries([...samples].map(([id, taken]) => [id, taken.map(withoutHistograms)]));
  } finally {
    await opened.close?.();
  }
}

function expectSameAnswers(work: BenchWork, samples: ReadonlyMap<string, readonly Sample[]>): void {
  const digests = new Set([...samples.values()].flat().flatMap(({ digest }) => digest ?? []));
  if (digests.size <= 1) return;
  throw new RunError(`Expected all subjects of ${work.id} to give one answer, got ${digests.size}`);
}

/** Each would be many times the size of all else, and no row is of percentiles. */
function withoutHistograms({ histograms: _, ...sample }: Sample): Sample {
  return sample;
}
