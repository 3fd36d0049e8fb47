import type { VariantId } from "../../catalogue/entry.js";
import { medianInterval } from "../../stats/median-interval.js";
import { median } from "../../stats/quantile.js";
import type { ExperimentResult, Sample } from "../../store/result.js";

/** What opening a connection for every document costs in one language, as measured and by the model. */
export interface ConnectionCost {
  readonly language: string;
  readonly fresh: VariantId;
  readonly kept: VariantId;
  /** How many each program fetched. */
  readonly documents: number;
  /** Median over the rounds of: time with a connection each, less the time over one that is kept. */
  readonly measuredMs: number;
  /** Two round trips, for TCP and for TLS 1.3, for every document but the first. */
  readonly networkMs: number;
  /** Median over the rounds of the additional processor time of client and server. */
  readonly cpuMs: number;
  /** What the model leaves over, and its interval within rounds; null under six rounds. */
  readonly residualMs: { readonly low: number; readonly middle: number; readonly high: number } | null;
}

const PAIRS: readonly Pick<ConnectionCost, "language" | "fresh" | "kept">[] = [
  { language: "TypeScript", fresh: "ts/new-connection", kept: "ts/await-in-loop" },
  { language: "Python", fresh: "python/requests", kept: "python/session" },
  { language: "Go", fresh: "go/new-connection", kept: "go/serial" },
];

/**
 * Compares, in every language that was measured, what a new connection for each document costs with what the model
 * says: round trips, and processor time.
 */
export function connectionCosts(result: ExperimentResult): ConnectionCost[] {
  const { documents = 0, rttMs = 0 } = result.parameters as Record<string, number>;
  const networkMs = 2 * rttMs * (documents - 1);
  return PAIRS.flatMap((pair) => {
    const rounds = pairsByRound(result, pair.fresh, pair.kept);
    if (rounds.length === 0) return [];
    const measured = rounds.map(([fresh, kept]) => fresh.workMs! - kept.workMs!);
    const cpu = rounds.map(([fresh, kept]) => cpuMs(fresh) - cpuMs(kept));
    const residuals = measured.map((ms, round) => ms - networkMs - cpu[round]!);
    return [
      {
        ...pair,
        documents,
        measuredMs: median(measured),
        networkMs,
        cpuMs: median(cpu),
        residualMs: medianInterval(residuals),
      },
    ];
  });
}

function pairsByRound(result: ExperimentResult, fresh: VariantId, kept: VariantId): [Sample, Sample][] {
  const keptByRound = new Map(headlineSamples(result, kept).map((sample) => [sample.round, sample]));
  return headlineSamples(result, fresh).flatMap((sample) => {
    const partner = keptByRound.get(sample.round);
    return partner ? [[sample, partner]] : [];
  });
}

function headlineSamples(result: ExperimentResult, variant: VariantId): Sample[] {
  const samples = result.variants[variant]?.samples ?? [];
  return samples.filter((sample) => sample.status === "ok" && sample.cell === undefined);
}

/**
 * The client waits for the server, so the server's processor time is part of its own. The relay's is not: it works
 * while it holds bytes back until they are due, and so inside the delay that the round trips already count.
 */
function cpuMs({ cpuUserMs = 0, cpuSystemMs = 0, counters = {} }: Sample): number {
  return cpuUserMs + cpuSystemMs + (counters.originCpuMs ?? 0);
}
