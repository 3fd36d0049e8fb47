import { openClients } from "../../load/client.js";
import { runClosedLoop } from "../../load/closed-loop.js";
import { runOpenLoop } from "../../load/open-loop.js";
import { lineProtocol } from "../../load/protocol.js";
import { startServer } from "../../measure/server-program.js";
import { quantile } from "../../stats/quantile.js";
import { knownServer } from "../load-programs.js";

/** What the load generators see of servers whose times are known. */
export interface KnownServers {
  /** Of a constant 20 ms, asked 10 times a second: p50 is to be 20 ms within 1 ms. */
  readonly constantP50Ms: number;
  readonly constantLateCount: number;
  /** Of 2 ms with a single stall of 1 s: an open loop has it in its p99, a closed loop does not. */
  readonly stallOpenP99Ms: number;
  readonly stallClosedP99Ms: number;
}

const START_LIMIT_MS = 15_000;
const STALL_DELAY_MS = 2;
const STALL_WINDOW_MS = 4_000;
const protocol = lineProtocol("1");

/** Loads the servers in real time, one after the other, each in a process of its own: about 14 s. */
export async function measureKnownServers(
  signal: AbortSignal,
  onStep: (sentence: string) => void,
): Promise<KnownServers> {
  onStep("a constant server of 20 ms, asked 10 times a second");
  const constant = await against({ delayMs: 20 }, signal, async (port) =>
    runOpenLoop(await openClients(port, 4, protocol), {
      protocol,
      ratePerSecond: 10,
      warmupMs: 500,
      windowMs: 5_000,
      drainLimitMs: 1_000,
    }),
  );
  const stalling = { delayMs: STALL_DELAY_MS, stall: { afterMs: STALL_WINDOW_MS / 2, forMs: 1_000 } };
  onStep("a server that stalls once for 1 s, under an open loop");
  const open = await against(stalling, signal, async (port) =>
    runOpenLoop(await openClients(port, 64, protocol), {
      protocol,
      ratePerSecond: 100,
      warmupMs: 0,
      windowMs: STALL_WINDOW_MS,
      drainLimitMs: 2_000,
    }),
  );
  onStep("the same under a closed loop");
  const closed = await against(stalling, signal, async (port) => {
    const [client] = await openClients(port, 1, protocol);
    return runClosedLoop(client!, { protocol, warmupMs: 0, windowMs: STALL_WINDOW_MS });
  });
  return {
    constantP50Ms: constant.responseTime.quantileMs(0.5),
    constantLateCount: constant.lateCount,
    stallOpenP99Ms: open.responseTime.quantileMs(0.99),
    stallClosedP99Ms: quantile(closed.latenciesMs, 0.99),
  };
}

async function against<Seen>(
  argument: object,
  signal: AbortSignal,
  load: (port: number) => Promise<Seen>,
): Promise<Seen> {
  const server = await startServer(knownServer, argument, { startLimitMs: START_LIMIT_MS, signal });
  try {
    return await load(server.report.port);
  } finally {
    await server.kill();
    signal.throwIfAborted();
  }
}
