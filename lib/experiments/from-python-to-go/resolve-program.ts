import { setTimeout as delay } from "node:timers/promises";
import { gather } from "../../strategies/gather.js";
import { traced } from "../../strategies/traced.js";
import { type NameResolver, networkResolver, threadPoolResolver } from "../../workloads/resolve-name.js";
import {
  type Argument,
  choiceIn,
  countIn,
  flagIn,
  type JobOutcome,
  textIn,
  textsIn,
} from "../job-program.js";

const resolvers = {
  lookup: () => threadPoolResolver(),
  // The same program: its pool is set from outside, before the process starts.
  "lookup-wide-pool": () => threadPoolResolver(),
  resolve: (server: string) => networkResolver(server),
} satisfies Record<string, (server: string) => NameResolver>;

/** What stands for the address of a name that was late. */
const LATE = "";

/** Cancelled work takes a moment to end; what runs after it was not cancelled. */
const SETTLING_MS = 10;

/**
 * D1 `dns-deadline`: all names at once under one deadline; the answers that made it, an empty one for each that did
 * not. Argument: `variant`, `server`, `names`, `deadlineMs`, `trace`.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const names = textsIn(argument, "names");
  const deadlineMs = countIn(argument, "deadlineMs", 2_000);
  const resolver = resolvers[choiceIn(argument, "variant", resolvers)](textIn(argument, "server"));
  const watched = traced((name: string, _index, signal: AbortSignal) => resolver.address(name, signal));

  const startMs = performance.now();
  const deadline = AbortSignal.timeout(deadlineMs);
  const answers = await gather(names, async (name, index) => {
    try {
      return await watched.work(name, index, deadline);
    } catch (error) {
      if (deadline.aborted) return LATE;
      throw error;
    }
  });
  const workMs = performance.now() - startMs;

  await delay(SETTLING_MS);
  const present = answers.filter((answer) => answer !== LATE).length;
  return {
    workMs,
    answers,
    counters: {
      names: names.length,
      present,
      missing: names.length - present,
      stillRunning: resolver.pendingCount(),
    },
    ...(flagIn(argument, "trace") && { trace: watched.spans }),
  };
}
