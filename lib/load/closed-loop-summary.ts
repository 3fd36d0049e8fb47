import type { LatencyCount } from "../program.js";
import { LatencyHistogram } from "../stats/latency-histogram.js";
import { littlesLawResidual } from "../stats/littles-law.js";
import { quantile } from "../stats/quantile.js";
import type { ClosedLoopRecord } from "./closed-loop.js";

/** The sum of several clients' closed loops, by the names that counters have in the results. */
export interface ClosedLoopSummary {
  /** Each different answer once, sorted. */
  readonly answers: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
  /** A closed loop sends when it is ready to, so response time and service time are the same. */
  readonly latencies: { readonly serviceTime: readonly LatencyCount[] };
}

/** Counts what was asked; `requestsInAll` has the one greeting of each client, and the warm-up. */
export function summarizeClosedLoops(records: readonly ClosedLoopRecord[]): ClosedLoopSummary {
  const rates = records.map(({ latenciesMs, windowMs }) =>
    windowMs > 0 ? (latenciesMs.length / windowMs) * 1000 : 0,
  );
  const latenciesMs = records.flatMap((record) => record.latenciesMs);
  const histogram = new LatencyHistogram();
  for (const latencyMs of latenciesMs) histogram.record(latencyMs);
  return {
    answers: [...new Set(records.flatMap(({ answers }) => [...answers]))].sort(),
    counters: {
      requests: latenciesMs.length,
      requestsInAll: sum(records.map(({ requestCount }) => requestCount + 1)),
      errors: records.filter(({ failed }) => failed).length,
      requestsPerSecond: sum(rates),
      slowestClientPerSecond: Math.min(...rates),
      fastestClientPerSecond: Math.max(...rates),
      firstMs: records[0]?.firstMs ?? 0,
      ...(latenciesMs.length > 0 && latencyCounters(latenciesMs, records.length, sum(rates))),
    },
    latencies: { serviceTime: histogram.counts() },
  };
}

function latencyCounters(latenciesMs: readonly number[], inFlight: number, ratePerSecond: number) {
  const meanMs = sum(latenciesMs) / latenciesMs.length;
  return {
    meanMs,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    p999Ms: quantile(latenciesMs, 0.999),
    ...(meanMs > 0 &&
      ratePerSecond > 0 && {
        littlesLawResidual: littlesLawResidual({ inFlight, ratePerSecond, meanMs }),
      }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
