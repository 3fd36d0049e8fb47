import { type Clock, monotonicClock } from "../../clock.js";
import type { Client } from "../../load/client.js";
import type { Protocol } from "../../load/protocol.js";

/** What a client with large requests came to. */
export interface HeavyRecord {
  readonly answers: ReadonlySet<string>;
  /**
   * Of the answers up to the stop, or of the first where it came later: none of them was computed while nobody
   * disturbed. Absent where there was none.
   */
  readonly largePerSecond?: number;
  /** Whether the connection ended before the stop. */
  readonly failed: boolean;
}

/** Asks on and on, in a closed loop; the first request is on its way at once. */
export function startHeavy(client: Client, protocol: Protocol, clock: Clock = monotonicClock) {
  const beginMs = clock.now();
  const answers = new Set<string>();
  const answeredMs: number[] = [];
  let stoppedMs: number | undefined;
  const ended = new Promise<boolean>((resolve) => {
    const take = (answer: string | null) => {
      if (answer === null) return resolve(true);
      answers.add(answer);
      answeredMs.push(clock.now());
      if (stoppedMs === undefined) client.ask(protocol, take);
      else resolve(false);
    };
    client.ask(protocol, take);
  });
  return {
    /** Waits for the answer under way, and closes the client. */
    async stop(): Promise<HeavyRecord> {
      const stopMs = clock.now();
      stoppedMs = stopMs;
      const failed = await ended;
      client.close();
      const within = Math.max(1, answeredMs.filter((ms) => ms <= stopMs).length);
      const lastMs = answeredMs[within - 1];
      return {
        answers,
        failed,
        ...(lastMs !== undefined && { largePerSecond: (within / (lastMs - beginMs)) * 1000 }),
      };
    },
  };
}
