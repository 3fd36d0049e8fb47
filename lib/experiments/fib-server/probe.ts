import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** One piece of bad or awkward input, and what a good server makes of it. */
export interface Probe {
  /** `handled` and this name make the counter. */
  readonly name: "Letters" | "Empty" | "Negative" | "Huge" | "Merged" | "Half" | "Leaving";
  /** Sent one after the other, with a pause between. */
  readonly segments: readonly string[];
  /** The right answer; without one, only a clear error is right. */
  readonly answer?: string;
  /** The client breaks the connection off instead of reading the answer, and expects nothing. */
  readonly leaves?: boolean;
}

/**
 * What came of a probe: the right answer, an error that says so, something else, or nothing at all.
 * A client that leaves has nothing to judge but whether the server lives on.
 */
export type ProbeOutcome = "right" | "refused" | "wrong" | "silent";

/** The probes, in lines where the essay's own bare digits could not say what is meant. */
export const probes: readonly Probe[] = [
  { name: "Letters", segments: ["abc"] },
  { name: "Empty", segments: ["\n"] },
  { name: "Negative", segments: ["-1"] },
  { name: "Huge", segments: ["1000000000"] },
  { name: "Merged", segments: ["1\n1\n"], answer: "1\n1\n" },
  { name: "Half", segments: ["3", "0\n"], answer: "832040\n" },
  { name: "Leaving", segments: ["25"], leaves: true },
];

const PAUSE_MS = 5;
/** After a longer pause a server may rightly take a segment for the whole request: that is another probe. */
const LONGEST_PAUSE_MS = 15;
const ATTEMPT_LIMIT = 20;

/**
 * Sends a probe to a server and judges what comes back until the answer is whole, the connection ends or time is up.
 * Where this machine was too busy to send it as it is meant, and a wrong answer came, it is sent again.
 */
export async function runProbe(port: number, probe: Probe, limitMs: number): Promise<ProbeOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const { outcome, longestPauseMs } = await sendProbe(port, probe, limitMs);
    const asMeant = longestPauseMs <= LONGEST_PAUSE_MS;
    if (outcome !== "wrong" || asMeant || attempt === ATTEMPT_LIMIT) return outcome;
  }
}

interface SentProbe {
  readonly outcome: ProbeOutcome;
  /** Between two of its segments. */
  readonly longestPauseMs: number;
}

async function sendProbe(port: number, probe: Probe, limitMs: number): Promise<SentProbe> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  const judged = judge(socket, probe, limitMs);
  let longestPauseMs = 0;
  for (const [index, segment] of probe.segments.entries()) {
    const pausedAtMs = performance.now();
    if (index > 0) await delay(PAUSE_MS);
    longestPauseMs = Math.max(longestPauseMs, performance.now() - pausedAtMs);
    socket.write(segment);
  }
  if (probe.leaves) {
    await delay(PAUSE_MS);
    // A reset, as from a client that crashed: an orderly end would tell the server.
    socket.resetAndDestroy();
    return { outcome: "right", longestPauseMs };
  }
  const outcome = await judged;
  socket.destroy();
  return { outcome, longestPauseMs };
}

/** Whether a server still answers fib(1) on a new connection. */
export async function isAlive(port: number, limitMs: number): Promise<boolean> {
  return (await runProbe(port, { name: "Merged", segments: ["1\n"], answer: "1\n" }, limitMs)) === "right";
}

function judge(socket: Socket, { answer }: Probe, limitMs: number): Promise<ProbeOutcome> {
  let received = "";
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(true), limitMs);
    const settle = (ended: boolean) => {
      const outcome = outcomeOf(received, answer, ended);
      if (outcome === undefined) return;
      clearTimeout(timer);
      resolve(outcome);
    };
    socket.setEncoding("latin1").on("data", (text: string) => {
      received += text;
      settle(false);
    });
    socket.on("close", () => settle(true)).on("error", () => {});
  });
}

/** Undefined as long as more may come that makes it right. */
function outcomeOf(received: string, answer: string | undefined, ended: boolean): ProbeOutcome | undefined {
  if (received === answer) return "right";
  if (/^error\b.*\n/i.test(received)) return "refused";
  if (ended) return received === "" ? "silent" : "wrong";
  return received.endsWith("\n") && !answer?.startsWith(received) ? "wrong" : undefined;
}
