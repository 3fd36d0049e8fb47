import { availableParallelism } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { Profile } from "../../catalogue/entry.js";
import { monotonicClock } from "../../clock.js";
import { treeCpuMs } from "../../measure/process-tree.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import type { Beside } from "../sample-server.js";
import { type FibCell, loadWindows, prepareServers } from "./prepare-servers.js";

const parameters = {
  clients: { smoke: 3, quick: 3, full: 3, minimum: 1, maximum: 64, says: "clients at once" },
  ...loadWindows,
} satisfies Record<string, ParameterSpec>;

interface Windows {
  readonly warmupMs: number;
  readonly windowMs: number;
}

const LARGE_N = 30;
/** By when all clients are at work, as a share of the window; it is over later by as much as connecting took. */
const CONNECTED_AT = 0.25;
const SWEEP_CLIENTS = [1, 2, 4, 8, 16];

/** D4 `concurrent`: closed-loop clients that ask for fib(1), three of them as in the essay. */
export const concurrent: RunnableExperiment = {
  document: "fib-server",
  id: "concurrent",
  parameters,
  prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const { clients, ...windows } = chosen as Record<keyof typeof parameters, number>;
    return prepareServers(
      "concurrent",
      cellsOf(settings.profile, clients, windows),
      chosen,
      settings,
      preparation,
    );
  },
};

function cellsOf(profile: Profile, clients: number, windows: Windows): FibCell[] {
  const small = { n: 1, clients, ...windows };
  const headline: FibCell = {
    id: "fib=pool",
    parameters: { clients, n: 1, fib: "in a pool of processes" },
    plan: small,
  };
  if (profile === "smoke") return [headline];
  const predicted: FibCell = {
    ...headline,
    predicted: [{ id: "python/coroutines" }, { id: "go/concurrent" }],
  };
  const inline: FibCell = {
    id: "fib=inline",
    parameters: { clients, n: 1, fib: "in its own loop" },
    plan: small,
    only: ["python/coroutines", "go/concurrent"],
    argument: { inline: true },
    predicted: [{ id: "python/coroutines", onOneThread: true }, { id: "go/concurrent" }],
  };
  const large: FibCell = {
    id: `n=${LARGE_N}`,
    parameters: { clients, n: LARGE_N, fib: "in a pool of processes" },
    plan: { n: LARGE_N, clients, ...windows },
    only: ["python/coroutines"],
    beside: countCores(windows, clients),
  };
  if (profile === "quick") return [predicted, inline, large];
  const sweep = SWEEP_CLIENTS.filter((count) => count !== clients).map(
    (count): FibCell => ({
      id: `clients=${count}`,
      parameters: { clients: count, n: 1, fib: "in a pool of processes" },
      plan: { ...small, clients: count },
    }),
  );
  return [predicted, inline, large, ...sweep];
}

/** How many cores the server's processes keep busy while every client is at work, the most being one a client. */
function countCores({ windowMs }: Windows, clients: number): Beside {
  return async ({ pid }) => {
    await delay(windowMs * CONNECTED_AT);
    const [startMs, before] = [monotonicClock.now(), treeCpuMs(pid)];
    await delay(windowMs * (1 - CONNECTED_AT));
    const [endMs, after] = [monotonicClock.now(), treeCpuMs(pid)];
    if (before === undefined || after === undefined) return {};
    const coresUsed = (after - before) / (endMs - startMs);
    return { coresUsed, coreShare: coresUsed / Math.min(availableParallelism(), clients) };
  };
}
