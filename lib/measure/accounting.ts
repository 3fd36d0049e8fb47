import type { VariantId } from "../catalogue/entry.js";
import type { Sample } from "../store/result.js";

/** Beyond what the end of a program takes after its report, and the ticks of 10 ms in which the system counts. */
const DIFFERENCE_LIMIT_MS = 50;
const RATIO_LIMIT = 1.25;

/**
 * Checks what programs report of their processor time against what the system tells of their processes: a sentence
 * for each variant whose good samples lie apart in the mean by more than a quarter and by more than 50 ms. Where the
 * system tells nothing, the programs are believed, and there is none.
 */
export function accountingWarnings(samples: ReadonlyMap<VariantId, readonly Sample[]>): string[] {
  return [...samples].flatMap(([id, all]) => {
    const accounts = all.flatMap(({ status, cpuUserMs, cpuSystemMs, treeCpuMs }) =>
      status !== "ok" || cpuUserMs === undefined || cpuSystemMs === undefined || treeCpuMs === undefined
        ? []
        : [{ reportedMs: cpuUserMs + cpuSystemMs, seenMs: treeCpuMs }],
    );
    if (accounts.length === 0) return [];
    const reportedMs = mean(accounts.map((account) => account.reportedMs));
    const seenMs = mean(accounts.map((account) => account.seenMs));
    const [less, more] = [Math.min(reportedMs, seenMs), Math.max(reportedMs, seenMs)];
    if (more - less <= DIFFERENCE_LIMIT_MS || more <= less * RATIO_LIMIT) return [];
    return [
      `\`${id}\` reports ${Math.round(reportedMs)} ms of processor time a run, and the system saw ${Math.round(seenMs)} ms of its processes: its figures of processor time are in doubt.`,
    ];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
