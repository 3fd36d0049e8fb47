import { type Clock, monotonicClock } from "../clock.js";
import type { Client } from "./client.js";
import type { Protocol } from "./protocol.js";

/** What a closed loop asks, and how long: its warm-up and its window each last for both of their bounds. */
export interface ClosedLoopPlan {
  readonly protocol: Protocol;
  readonly warmupMs: number;
  readonly windowMs: number;
  /** Default: 0. */
  readonly warmupRequests?: number;
  /** Default: 1. */
  readonly requests?: number;
}

/** What one client has seen. */
export interface ClosedLoopRecord {
  /** Each different one once, those of the warm-up too. */
  readonly answers: ReadonlySet<string>;
  /** Of the first request, in the warm-up or not; 0 where none was answered. */
  readonly firstMs: number;
  /** Of the requests of the window, in their order. */
  readonly latenciesMs: readonly number[];
  readonly windowMs: number;
  /** With those of the warm-up. */
  readonly requestCount: number;
  /** Whether the connection ended before the plan was fulfilled. */
  readonly failed: boolean;
}

/**
 * Asks on and on, each request as soon as the answer before has come: throughput as clients that wait see it. A
 * server that stalls is asked less, so the latencies leave out what others would have waited; where these are to be
 * claimed, `runOpenLoop` tells them.
 *
 * @returns once the plan is fulfilled or the connection has ended; it never rejects, and closes the client.
 */
export function runClosedLoop(
  client: Client,
  plan: ClosedLoopPlan,
  clock: Clock = monotonicClock,
): Promise<ClosedLoopRecord> {
  const { protocol, warmupMs, windowMs, warmupRequests = 0, requests = 1 } = plan;
  const answers = new Set<string>();
  const latenciesMs: number[] = [];
  let lastAnswer: string | undefined;
  let firstMs = 0;
  let requestCount = 0;
  let warm = false;
  let answeredMs = clock.now();
  let askedMs = answeredMs;
  let beginMs = answeredMs;
  return new Promise((resolve) => {
    const end = (failed: boolean) => {
      client.close();
      const windowMs = warm ? answeredMs - beginMs : 0;
      resolve({ answers, firstMs, latenciesMs, windowMs, requestCount, failed });
    };
    const ask = () => {
      if (!warm && answeredMs - beginMs >= warmupMs && requestCount >= warmupRequests) {
        warm = true;
        beginMs = answeredMs;
      }
      // Read anew: what the generator itself takes between two requests is no latency of the server.
      askedMs = clock.now();
      client.ask(protocol, take);
    };
    const take = (answer: string | null) => {
      if (answer === null) return end(true);
      answeredMs = clock.now();
      if (requestCount === 0) firstMs = answeredMs - askedMs;
      if (warm) latenciesMs.push(answeredMs - askedMs);
      requestCount += 1;
      if (answer !== lastAnswer) answers.add(answer);
      lastAnswer = answer;
      if (warm && answeredMs - beginMs >= windowMs && latenciesMs.length >= requests) end(false);
      else ask();
    };
    ask();
  });
}
