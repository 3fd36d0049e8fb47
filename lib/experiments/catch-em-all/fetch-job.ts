import type { JobOptions } from "../../measure/run-job.js";
import type { ProgramCommand } from "../../program.js";
import type { Origin } from "../../servers/origin/origin.js";
import { digestOf, expectedNames } from "../../servers/origin/pokemon-table.js";
import type { FetchConditions } from "./fetch-model.js";
import type { FetchProgram } from "./fetch-programs.js";

/** A fetch program with all that it takes to run it once, for `runJob` and `traceJob`. */
export type FetchJob = readonly [command: ProgramCommand, argument: object, options: JobOptions];

/** The job of fetching from an origin; documents of the local one must have the right names. */
export function fetchJob(
  program: FetchProgram,
  origin: Origin,
  conditions: FetchConditions & { readonly heartbeat?: boolean },
  signal: AbortSignal,
): FetchJob {
  const { documents, limit, heartbeat = false } = conditions;
  const local = origin.controlUrls !== null;
  return [
    program.command,
    { ...program.argument, origin: origin.url, documents, limit, heartbeat },
    {
      timeLimitMs: timeLimitMs(conditions),
      signal,
      ...(local && { expectedDigest: digestOf(expectedNames(documents)) }),
    },
  ];
}

/** Several times what the slowest program needs, so that only one that hangs meets it. */
function timeLimitMs({ documents, rttMs, serviceMs }: FetchConditions): number {
  return 30_000 + 3 * documents * (3 * rttMs + serviceMs + 60);
}
