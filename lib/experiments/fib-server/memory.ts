import { setTimeout as delay } from "node:timers/promises";
import { type TreeMemory, treeMemory } from "../../measure/process-tree.js";
import type { SampleBody } from "../../measure/run-job.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import type { Beside } from "../sample-server.js";
import { type CellShare, shareSample } from "../share-sample.js";
import { prepareServers } from "./prepare-servers.js";

const parameters = {
  clients: { smoke: 3, quick: 3, full: 3, minimum: 1, maximum: 64, says: "clients at once" },
  loadMs: { smoke: 100, quick: 300, full: 500, minimum: 50, maximum: 60_000, says: "load, in ms" },
} satisfies Record<string, ParameterSpec>;

/** When memory is read, as a share of the load: every client is at work, every pool has started. */
const READ_AT = 0.75;

const kinds = {
  virtual: "virtualBytes",
  resident: "residentBytes",
  proportional: "proportionalBytes",
} as const satisfies Record<string, keyof TreeMemory>;

/**
 * D4 `memory`: the servers' process trees under three clients that ask for fib(1). One reading a sample gives all
 * three kinds of memory; each kind is a cell, since the essay does not say which one it printed.
 */
export const memory: RunnableExperiment = {
  document: "fib-server",
  id: "memory",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const { clients, loadMs } = chosen as Record<keyof typeof parameters, number>;
    const plan = { n: 1, clients, warmupMs: 0, windowMs: loadMs };
    const reading = { id: "reading", parameters: {}, plan, beside: readUnderLoad(loadMs * READ_AT) };
    const prepared = await prepareServers("memory", [reading], chosen, settings, preparation);
    return {
      ...prepared,
      cells: Object.fromEntries(
        Object.keys(kinds).map((kind) => [`memory=${kind}`, { parameters: { clients, n: 1, memory: kind } }]),
      ),
      subjects: prepared.subjects.flatMap((subject) => shareSample(subject, shares)),
    };
  },
};

/** The same sample under each kind of memory. */
const shares = Object.entries(kinds).map(
  ([kind, field]): CellShare => ({ cell: `memory=${kind}`, of: (sample) => withMemory(sample, field) }),
);

function readUnderLoad(afterMs: number): Beside {
  return async ({ pid }) => {
    const idle = treeMemory(pid);
    await delay(afterMs);
    const loaded = treeMemory(pid);
    if (!idle || !loaded) return {};
    return {
      processes: loaded.processCount,
      ...Object.fromEntries(Object.values(kinds).map((kind) => [kind, loaded[kind]])),
      ...Object.fromEntries(
        Object.values(kinds).map((kind) => [`idle${kind[0]!.toUpperCase()}${kind.slice(1)}`, idle[kind]]),
      ),
    };
  };
}

function withMemory(sample: SampleBody, field: keyof TreeMemory): SampleBody {
  const memoryBytes = sample.counters?.[field];
  if (memoryBytes === undefined)
    return { status: "skipped", reason: "this system does not tell a process tree's memory" };
  const idleBytes = sample.counters?.[`idle${field[0]!.toUpperCase()}${field.slice(1)}`];
  return {
    ...sample,
    counters: { ...sample.counters, memoryBytes, ...(idleBytes !== undefined && { idleBytes }) },
  };
}
