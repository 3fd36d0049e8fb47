import { httpProtocol } from "../../load/http-protocol.js";
import { requestOnce } from "../../load/request-once.js";
import { type Outcome, runScheduledLoop, type ScheduledRequest } from "../../load/scheduled-loop.js";
import { LatencyHistogram } from "../../stats/latency-histogram.js";
import { type Argument, countIn, type JobOutcome, textIn } from "../job-program.js";

/** A visitor's request, or a strike against a worker. */
interface Event extends ScheduledRequest {
  readonly strikes: boolean;
}

const CONTROL_LIMIT_MS = 10_000;

/**
 * The load of `worker-death`, an open loop: a request every `gapMs`, each over a connection of its own, and a strike
 * with `signal` every `everyMs`, `strikes` times. The load goes on for one interval after the last. A visitor gives up
 * after `patienceMs`, and its request has then hung; what failed sooner was refused, or cut off.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const port = countIn(argument, "port", 8000);
  const { control } = (argument.ports ?? {}) as { readonly control?: unknown };
  const controlPort = countIn({ control }, "control", 8001);
  const everyMs = countIn(argument, "everyMs", 1000);
  const strikes = countIn(argument, "strikes", 10);
  const signal = textIn(argument, "signal");
  const gapMs = countIn(argument, "gapMs", 5);
  const patienceMs = countIn(argument, "patienceMs", 1000);
  const send = ({ strikes: isStrike }: Event) =>
    isStrike
      ? requestOnce(controlPort, httpProtocol(`/${signal}`), CONTROL_LIMIT_MS)
      : requestOnce(port, httpProtocol(), patienceMs);
  const startMs = performance.now();
  const outcomes = await runScheduledLoop(eventsOf({ everyMs, strikes, gapMs }), send);
  const visits = outcomes.filter(({ request }) => !request.strikes);
  return outcomeOf(visits, { everyMs, patienceMs, workMs: performance.now() - startMs });
}

function eventsOf(plan: { everyMs: number; strikes: number; gapMs: number }): Event[] {
  const { everyMs, strikes, gapMs } = plan;
  const visitCount = Math.ceil((everyMs * (strikes + 1)) / gapMs);
  return [
    ...Array.from({ length: visitCount }, (_, index) => ({ dueMs: index * gapMs, strikes: false })),
    ...Array.from({ length: strikes }, (_, index) => ({ dueMs: (index + 1) * everyMs, strikes: true })),
  ].sort((a, b) => a.dueMs - b.dueMs);
}

interface Times {
  readonly everyMs: number;
  readonly patienceMs: number;
  readonly workMs: number;
}

function outcomeOf(visits: readonly Outcome<Event>[], { everyMs, patienceMs, workMs }: Times): JobOutcome {
  const responseTime = new LatencyHistogram();
  const intervals = new Map<number, { due: number; answered: number }>();
  for (const { request, answer, endMs } of visits) {
    const after = Math.floor(request.dueMs / everyMs);
    const { due, answered } = intervals.get(after) ?? { due: 0, answered: 0 };
    intervals.set(after, { due: due + 1, answered: answered + (answer === null ? 0 : 1) });
    if (answer !== null) responseTime.record(endMs - request.dueMs);
  }
  const answers = visits.flatMap(({ answer }) => (answer === null ? [] : [answer.trim()]));
  const failed = visits.length - answers.length;
  const hung = visits.filter(
    ({ request, answer, endMs }) => answer === null && endMs - request.dueMs >= patienceMs,
  ).length;
  return {
    workMs,
    answers: [...new Set(answers)].sort(),
    counters: {
      requests: answers.length,
      requestsInAll: visits.length,
      requestsPerSecond: (answers.length / workMs) * 1000,
      failed,
      hung,
      failedShare: failed / visits.length,
      lateCount: visits.filter(({ late }) => late).length,
      p50Ms: responseTime.quantileMs(0.5),
      p99Ms: responseTime.quantileMs(0.99),
      ...Object.fromEntries(
        [...intervals].map(([after, { due, answered }]) => [`answeredAfter${after}Strikes`, answered / due]),
      ),
    },
    latencies: { responseTime: responseTime.counts() },
  };
}
