import type { Client } from "../../lib/load/client.js";
import type { Protocol } from "../../lib/load/protocol.js";
import type { ManualTime } from "../support/manual-time.js";

/** A server that is a function: how long it takes over a request that comes at some time, or null when it hangs up. */
export type ServiceMs = (nowMs: number) => number | null;

/** Clients of a server without a network, on a time that only passes when told to. */
export function fakeClients(time: ManualTime, count: number, serviceMs: ServiceMs) {
  let open = count;
  const sentAtMs: number[] = [];
  const client = (): Client => {
    let closed = false;
    return {
      ask(_protocol: Protocol, onAnswer: (answer: string | null) => void) {
        const nowMs = time.now();
        sentAtMs.push(nowMs);
        const tookMs = serviceMs(nowMs);
        if (tookMs === Number.POSITIVE_INFINITY) return;
        time.after(tookMs ?? 0.25, () => {
          if (!closed) onAnswer(tookMs === null ? null : "1");
        });
      },
      close() {
        if (!closed) open -= 1;
        closed = true;
      },
    };
  };
  return { clients: Array.from({ length: count }, client), sentAtMs, openCount: () => open };
}

/** A server that answers after `serviceMs`, and is at a stand for a while: all that comes then is answered after it. */
export function stalling(serviceMs: number, stall: { fromMs: number; toMs: number }): ServiceMs {
  return (nowMs) =>
    nowMs >= stall.fromMs && nowMs < stall.toMs ? stall.toMs - nowMs + serviceMs : serviceMs;
}
