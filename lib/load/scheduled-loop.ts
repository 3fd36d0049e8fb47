import { type Clock, monotonicClock } from "../clock.js";
import { type Alarms, DelayScheduler, eventLoopAlarms } from "../primitives/delay-scheduler.js";
import { LATE_MS } from "./open-loop-tally.js";

/** A request that is to be sent at its time, whatever became of those before. */
export interface ScheduledRequest {
  /** From the start of the loop. Whole milliseconds spare the generator most of its processor time. */
  readonly dueMs: number;
}

/** What became of a request; times are from the start of the loop. */
export interface Outcome<Request extends ScheduledRequest> {
  readonly request: Request;
  /** Sent more than {@link LATE_MS} after it was due, because the generator was busy. */
  readonly late: boolean;
  /** When it was answered, or failed. */
  readonly endMs: number;
  /** Null for one that failed. */
  readonly answer: string | null;
}

/**
 * An open loop over requests that differ, and over whatever way there is to send them: each is sent when it is due,
 * whether or not those before were answered. For one request at one rate over a pool of connections see `runOpenLoop`.
 *
 * @param requests in the order of their times
 * @param send never rejects; the time of an answer is when it is fulfilled.
 * @returns in the order of `requests`, once each has been answered or has failed.
 */
export async function runScheduledLoop<Request extends ScheduledRequest>(
  requests: readonly Request[],
  send: (request: Request) => Promise<string | null>,
  clock: Clock = monotonicClock,
  alarms: Alarms = eventLoopAlarms,
): Promise<Outcome<Request>[]> {
  const scheduler = new DelayScheduler(clock, alarms);
  const startMs = clock.now();
  const outcomeOf = async (request: Request): Promise<Outcome<Request>> => {
    await new Promise<void>((resolve) => scheduler.at(startMs + request.dueMs, resolve));
    const late = clock.now() - startMs - request.dueMs > LATE_MS;
    const answer = await send(request);
    return { request, late, endMs: clock.now() - startMs, answer };
  };
  return Promise.all(requests.map(outcomeOf));
}
