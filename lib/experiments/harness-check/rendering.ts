import { RunError } from "../../errors.js";
import { runJob } from "../../measure/run-job.js";
import { typescriptProgram } from "../programs.js";

/** What it takes a fresh process to read the results of many machines and render one report of them. */
export interface Rendering {
  readonly machineCount: number;
  /** Reading and rendering, without the start of the process. */
  readonly renderMs: number;
  /** From its start to its exit. */
  readonly wholeMs: number;
  readonly peakRssBytes: number;
  readonly pageBytes: number;
}

const MACHINE_COUNT = 10;
const TIME_LIMIT_MS = 60_000;

/** @throws RunError when it cannot be rendered, for want of results say */
export async function measureRendering(signal: AbortSignal): Promise<Rendering> {
  const argument = { program: "harness-check/rendering", machines: MACHINE_COUNT };
  const sample = await runJob(typescriptProgram, argument, { timeLimitMs: TIME_LIMIT_MS, signal });
  const { status, reason, workMs, wholeMs, peakRssBytes, counters } = sample;
  if (status !== "ok" || workMs === undefined || wholeMs === undefined || peakRssBytes === undefined) {
    throw new RunError(`Expected a report of ${MACHINE_COUNT} machines, got: ${reason ?? status}`);
  }
  return {
    machineCount: MACHINE_COUNT,
    renderMs: workMs,
    wholeMs,
    peakRssBytes,
    pageBytes: counters!.pageBytes!,
  };
}
