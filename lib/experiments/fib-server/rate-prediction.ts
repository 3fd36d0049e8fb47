import { availableParallelism } from "node:os";
import type { VariantId } from "../../catalogue/entry.js";
import type { Predictions, Primitive } from "../../store/result.js";
import type { Preparation } from "../experiment.js";
import { type ServerTrial, sampleServer } from "../sample-server.js";

export interface PredictedServer {
  readonly id: VariantId;
  /** It does all work of a request on one thread, so that no second core helps it. */
  readonly onOneThread?: boolean;
}

/** A server to be predicted in one cell, with the load that it will meet there. */
interface PredictedTrial {
  readonly cell: string;
  readonly predicted: PredictedServer;
  readonly trial: ServerTrial;
}

/** What one client alone showed of a server; times of one request. */
export interface AloneReading {
  readonly responseMs: number;
  readonly serverCpuMs: number;
  readonly generatorCpuMs: number;
}

const MODEL =
  "The asymptotic bounds of a closed system: no more requests than its clients can ask for when each waits as long as one client alone, no more than the cores have time for, and no more than a server on one thread can compute.";
const CALIBRATION_MS = 150;

/** @returns undefined where nothing is to be predicted, or no calibration ended well. */
export async function predictRates(
  trials: readonly PredictedTrial[],
  { onStep }: Preparation,
): Promise<Predictions | undefined> {
  const coreCount = availableParallelism();
  const primitives: Record<string, Primitive> = {
    cores: { value: coreCount, unit: "count", says: "processors that server and generator share" },
  };
  const values: Predictions["values"][number][] = [];
  for (const { cell, predicted, trial } of trials) {
    onStep(`calibrating ${predicted.id} with one client`);
    const alone = await readAlone(trial);
    if (!alone) continue;
    Object.assign(primitives, primitivesOf(`${predicted.id}@${cell}`, alone));
    const { perSecond, because } = predictRate(alone, trial.plan.clients, coreCount, predicted);
    values.push({ variant: predicted.id, cell, value: perSecond, because });
  }
  return values.length > 0 ? { model: MODEL, primitives, values } : undefined;
}

/**
 * The lowest bound on the requests a second of so many closed loops without think time.
 *
 * Source: P. J. Denning and J. P. Buzen, "The Operational Analysis of Queueing Network Models", 1978.
 */
export function predictRate(
  { responseMs, serverCpuMs, generatorCpuMs }: AloneReading,
  clients: number,
  coreCount: number,
  { onOneThread = false }: Pick<PredictedServer, "onOneThread">,
): { readonly perSecond: number; readonly because: string } {
  const bounds = [
    { perSecond: (clients * 1000) / responseMs, because: "the clients, each waiting as long as one alone" },
    {
      perSecond: (coreCount * 1000) / (serverCpuMs + generatorCpuMs),
      because: "the cores, which server and generator share",
    },
    ...(onOneThread ? [{ perSecond: 1000 / serverCpuMs, because: "the one thread of the server" }] : []),
  ];
  return bounds.reduce((lowest, bound) => (bound.perSecond < lowest.perSecond ? bound : lowest));
}

async function readAlone(trial: ServerTrial): Promise<AloneReading | undefined> {
  const plan = { ...trial.plan, clients: 1, warmupMs: CALIBRATION_MS, windowMs: CALIBRATION_MS };
  const { status, counters, treeCpuMs } = await sampleServer({ ...trial, plan });
  const { meanMs, cpuPerRequestMs, generatorCpuMs, requestsInAll } = counters ?? {};
  // Where the process tree cannot be read, a request's price has the start and the end of the server in it.
  if (status !== "ok" || treeCpuMs === undefined) return undefined;
  if (!meanMs || !cpuPerRequestMs || !generatorCpuMs || !requestsInAll) return undefined;
  return {
    responseMs: meanMs,
    serverCpuMs: cpuPerRequestMs,
    generatorCpuMs: generatorCpuMs / requestsInAll,
  };
}

/** Named as result files name things. */
export function primitivesOf(
  name: string,
  { responseMs, serverCpuMs, generatorCpuMs }: AloneReading,
): Record<string, Primitive> {
  const price = (value: number, says: string): Primitive => ({ value, unit: "ms", says });
  return {
    [`${name}/response`]: price(responseMs, "mean time to an answer for one client alone"),
    [`${name}/server`]: price(serverCpuMs, "processor time of all its processes for one request"),
    [`${name}/generator`]: price(generatorCpuMs, "the load generator's processor time for one request"),
  };
}
