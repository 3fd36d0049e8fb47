import { type Clock, monotonicClock } from "../clock.js";
import type { JobReport, ProgramCommand, TaskSpan } from "../program.js";
import { LatencyHistogram } from "../stats/latency-histogram.js";
import type { Sample } from "../store/result.js";
import { observeHost } from "./host-observation.js";
import { type Ending, ProgramProcess } from "./program-process.js";
import { type ParsedLine, parseJobReport } from "./report-line.js";

/** A sample without its place in a run. */
export type SampleBody = Omit<Sample, "cell" | "round" | "position">;

export interface JobOptions {
  /** From the start of the process; the program's group is ended when it is over. */
  readonly timeLimitMs: number;
  /** Ends the program's group; the promise rejects with the signal's reason once the group is gone. */
  readonly signal?: AbortSignal;
  /** SHA-256, in hexadecimal, of the right answers; without it every digest counts as right. */
  readonly expectedDigest?: string;
  /** For the time from start to exit. Default: this process's monotonic clock. */
  readonly clock?: Clock;
}

export interface TracedJob {
  readonly sample: SampleBody;
  /** Start and end of each task, or null when the program failed or did not tell. */
  readonly trace: readonly TaskSpan[] | null;
}

/** More than the trace of a million tasks. */
const OUTPUT_LIMIT_CHARS = 64 * 1024 ** 2;

/**
 * Runs a job program once, in a fresh process, and turns whatever becomes of it into a sample: `ok`, `invalid` for a
 * wrong digest, `timeout`, or `error`, each but the first with its reason. Only an abort rejects. When the promise
 * settles, no process of the program's group is left.
 *
 * One at a time: processor time seen from outside is that of all programs that end meanwhile.
 *
 * @param argument becomes the program's one argument, as JSON.
 */
export async function runJob(
  command: ProgramCommand,
  argument: object,
  options: JobOptions,
): Promise<SampleBody> {
  const { sample } = await runOnce(command, argument, options);
  return sample;
}

/** Like {@link runJob}, with `"trace": true` in the argument: for the waterfall, and not for any figure. */
export function traceJob(command: ProgramCommand, argument: object, options: JobOptions): Promise<TracedJob> {
  return runOnce(command, { ...argument, trace: true }, options);
}

async function runOnce(command: ProgramCommand, argument: object, options: JobOptions): Promise<TracedJob> {
  const { signal, timeLimitMs, clock = monotonicClock } = options;
  signal?.throwIfAborted();
  const endObservation = observeHost();
  let output = "";
  let cutShort: SampleBody | undefined;
  const program = new ProgramProcess(command, argument, clock, (text) => {
    output += text;
    if (output.length > OUTPUT_LIMIT_CHARS) {
      cutShort ??= { status: "error", reason: `printed more than ${OUTPUT_LIMIT_CHARS} characters` };
      output = "";
      program.kill();
    }
  });
  const timer = setTimeout(() => {
    cutShort ??= { status: "timeout", reason: `did not end within its limit of ${timeLimitMs / 1000} s` };
    program.kill();
  }, timeLimitMs);
  const abort = () => program.kill();
  signal?.addEventListener("abort", abort, { once: true });
  const ending = await program.ended;
  clearTimeout(timer);
  signal?.removeEventListener("abort", abort);
  signal?.throwIfAborted();
  const wholeMs = microseconds(ending.endedAtMs - program.startedAtMs);
  const parsed = parseJobReport(output);
  const body = cutShort ?? judge(ending, parsed, options.expectedDigest);
  const stderrTail = body.status === "ok" ? "" : program.stderr.tail();
  return {
    sample: { ...body, wholeMs, ...endObservation(wholeMs), ...(stderrTail !== "" && { stderrTail }) },
    trace: body.status === "ok" && "report" in parsed ? (parsed.report.trace ?? null) : null,
  };
}

function judge(
  ending: Ending,
  parsed: ParsedLine<JobReport>,
  expectedDigest: string | undefined,
): SampleBody {
  if (ending.failure !== null) return { status: "error", reason: ending.failure };
  if ("problem" in parsed) return { status: "error", reason: parsed.problem };
  const { report } = parsed;
  const measured = {
    workMs: microseconds(report.workMs),
    cpuUserMs: microseconds(report.usage.self.userMs + report.usage.children.userMs),
    cpuSystemMs: microseconds(report.usage.self.systemMs + report.usage.children.systemMs),
    peakRssBytes: Math.max(report.usage.self.peakRssBytes, report.usage.children.peakRssBytes),
    digest: report.digest,
    counters: report.counters,
    ...(report.latencies && { histograms: encoded(report.latencies) }),
  };
  if (expectedDigest === undefined || report.digest === expectedDigest) return { status: "ok", ...measured };
  const reason = `answered wrongly: digest ${report.digest.slice(0, 12)}..., expected ${expectedDigest.slice(0, 12)}...`;
  return { status: "invalid", reason, ...measured };
}

function encoded(latencies: NonNullable<JobReport["latencies"]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(latencies).map(([name, counts]) => [name, LatencyHistogram.of(counts).encode()]),
  );
}

/** Rounded to what a clock can tell; more digits would only swell the results. */
function microseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
