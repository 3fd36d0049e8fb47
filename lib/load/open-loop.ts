import { type Clock, monotonicClock } from "../clock.js";
import { type Alarms, DelayScheduler, eventLoopAlarms } from "../primitives/delay-scheduler.js";
import { type Arrivals, intendedTimes } from "./arrivals.js";
import type { Client } from "./client.js";
import { type OpenLoopRecord, OpenLoopTally } from "./open-loop-tally.js";
import type { Protocol } from "./protocol.js";

export interface OpenLoopPlan extends Omit<Arrivals, "durationMs"> {
  readonly protocol: Protocol;
  /** Sent before those that count. */
  readonly warmupMs: number;
  readonly windowMs: number;
  /** How long answers may take to come once the last request was due. */
  readonly drainLimitMs: number;
}

/**
 * Sends each request when it is due, whether or not those before have been answered: latency without coordinated
 * omission. A request that finds all connections busy waits for the first that becomes free, and that wait is part
 * of its response time. For throughput alone see `runClosedLoop`.
 *
 * @param clients at least as many as requests that may be on their way at once: rate times latency, and room.
 * @returns once all is answered, every connection has ended or the drain limit is over; it closes the clients.
 * @throws UsageError for times that `intendedTimes` refuses.
 *
 * *Source*: Tene, "How NOT to Measure Latency", 2013; Schroeder et al., "Open Versus Closed: A Cautionary Tale", 2006.
 */
export async function runOpenLoop(
  clients: readonly Client[],
  plan: OpenLoopPlan,
  clock: Clock = monotonicClock,
  alarms: Alarms = eventLoopAlarms,
): Promise<OpenLoopRecord> {
  const { warmupMs, windowMs, drainLimitMs } = plan;
  const times = intendedTimes({ ...plan, durationMs: warmupMs + windowMs });
  const startMs = clock.now();
  const tally = new OpenLoopTally(startMs + warmupMs, windowMs);
  const loop = new OpenLoop(
    clients,
    plan.protocol,
    times.map((ms) => startMs + ms),
    tally,
    clock,
  );
  // A send that is late counts as the server's latency, so the last fraction of a millisecond is waited for awake.
  const scheduler = new DelayScheduler(clock, alarms, { roundedUpMs: 0 });
  await loop.run(scheduler, (end) => alarms.after(drainLimitMs, end));
  for (const client of clients) client.close();
  return tally.record();
}

class OpenLoop {
  readonly #protocol: Protocol;
  /** On the clock. */
  readonly #dueMs: Float64Array;
  readonly #tally: OpenLoopTally;
  readonly #clock: Clock;
  /** Connections without a request, the one that has waited longest first. */
  readonly #free: Client[];
  /** When the request on its way was due, by connection. */
  readonly #onTheWay = new Map<Client, number>();
  #dueCount = 0;
  #sentCount = 0;
  #ended = false;
  #end = () => {};

  constructor(
    clients: readonly Client[],
    protocol: Protocol,
    dueMs: Float64Array,
    tally: OpenLoopTally,
    clock: Clock,
  ) {
    this.#free = [...clients];
    this.#protocol = protocol;
    this.#dueMs = dueMs;
    this.#tally = tally;
    this.#clock = clock;
  }

  async run(scheduler: DelayScheduler, limitDrain: (end: () => void) => () => void): Promise<void> {
    let cancelDrain = () => {};
    await new Promise<void>((resolve) => {
      this.#end = () => {
        this.#end = () => {};
        this.#ended = true;
        this.#giveUp();
        resolve();
      };
      const wait = () => scheduler.at(this.#dueMs[this.#dueCount]!, sendDue);
      const sendDue = () => {
        if (this.#ended) return;
        const nowMs = this.#clock.now();
        while (this.#dueCount < this.#dueMs.length && this.#dueMs[this.#dueCount]! <= nowMs) this.#dueCount++;
        this.#send();
        if (this.#dueCount < this.#dueMs.length) wait();
        else cancelDrain = limitDrain(() => this.#end());
      };
      wait();
    });
    cancelDrain();
  }

  #send(): void {
    while (this.#sentCount < this.#dueCount && this.#free.length > 0) {
      this.#ask(this.#free.shift()!, this.#dueMs[this.#sentCount]!);
      this.#sentCount++;
    }
  }

  #ask(client: Client, dueMs: number): void {
    const sentMs = this.#clock.now();
    this.#onTheWay.set(client, dueMs);
    this.#tally.sent(dueMs, sentMs);
    client.ask(this.#protocol, (answer) => {
      if (!this.#onTheWay.delete(client)) return;
      const nowMs = this.#clock.now();
      if (answer === null) {
        this.#tally.connectionEnded(dueMs, nowMs);
      } else {
        this.#tally.answered(dueMs, sentMs, nowMs, answer);
        this.#free.push(client);
        this.#send();
      }
      if (this.#onTheWay.size === 0 && (this.#sentCount === this.#dueMs.length || this.#free.length === 0))
        this.#end();
    });
  }

  /** What is still on its way, or was due and never sent, has waited up to now. */
  #giveUp(): void {
    const nowMs = this.#clock.now();
    for (const dueMs of this.#onTheWay.values()) this.#tally.unanswered(dueMs, nowMs);
    this.#onTheWay.clear();
    for (const dueMs of this.#dueMs.subarray(this.#sentCount)) {
      if (dueMs <= nowMs) this.#tally.dropped(dueMs, nowMs);
    }
  }
}
