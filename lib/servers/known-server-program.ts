/**
 * A server whose time is known, by the contract of server programs: it gives the argument's `answer` to whatever one
 * read brings, without looking, after `delayMs`. With `stall`, all that comes within `forMs` from `afterMs` after the
 * first request is answered when that time is over. Without delay it tells what a load generator can reach.
 */
import { createServer } from "node:net";
import { monotonicClock } from "../clock.js";
import { shown, UsageError } from "../errors.js";
import { DelayScheduler, eventLoopAlarms } from "../primitives/delay-scheduler.js";
import { listenOnLoopback } from "./loopback.js";
import { runServerProgram } from "./server-program.js";

interface Stall {
  readonly afterMs: number;
  readonly forMs: number;
}

await runServerProgram(async ({ answer = "1\n", delayMs = 0, stall }) => {
  if (typeof answer !== "string") {
    throw new UsageError(`expected \`answer\` to be a text, came ${shown(answer)}; try "1\\n"`);
  }
  if (typeof delayMs !== "number" || !(delayMs >= 0)) {
    throw new UsageError(`expected \`delayMs\` to be a number from 0 up, came ${shown(delayMs)}; try 20`);
  }
  const bytes = Buffer.from(answer, "latin1");
  // What the server adds of its own would be taken for the generator's fault.
  const scheduler = new DelayScheduler(monotonicClock, eventLoopAlarms, { roundedUpMs: 0 });
  const waitMs = waiting(delayMs, isStall(stall) ? stall : undefined);
  const server = createServer({ noDelay: true }, (socket) => {
    const reply = () => {
      if (socket.writable) socket.write(bytes);
    };
    socket.on("error", () => socket.destroy());
    socket.on("data", () => {
      const nowMs = scheduler.now();
      const ms = waitMs(nowMs);
      if (ms === 0) reply();
      else scheduler.at(nowMs + ms, reply);
    });
  });
  return { report: { port: await listenOnLoopback(server) }, counters: () => ({}), cleanUp: () => {} };
});

function waiting(delayMs: number, stall: Stall | undefined): (nowMs: number) => number {
  let firstMs: number | undefined;
  return (nowMs) => {
    firstMs ??= nowMs;
    if (!stall) return delayMs;
    const sinceStallMs = nowMs - firstMs - stall.afterMs;
    const stalled = sinceStallMs >= 0 && sinceStallMs < stall.forMs;
    return stalled ? stall.forMs - sinceStallMs + delayMs : delayMs;
  };
}

function isStall(value: unknown): value is Stall {
  const { afterMs, forMs } = (value ?? {}) as Partial<Stall>;
  return typeof afterMs === "number" && typeof forMs === "number";
}
