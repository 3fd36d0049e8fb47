import type { Profile, VariantId } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import type { SampleBody } from "../../measure/run-job.js";
import { headroom } from "../../stats/headroom.js";
import { fibAnswer } from "../../workloads/fib.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { measureCeiling } from "../load-programs.js";
import { sampleServer } from "../sample-server.js";
import { type CellShare, shareSample } from "../share-sample.js";
import { findFibLoad, findInterferenceLoad, findServers } from "./fib-programs.js";
import { type LoadArgument, variantsOf } from "./prepare-servers.js";

const parameters = {
  clients: { smoke: 3, quick: 3, full: 3, minimum: 1, maximum: 64, says: "closed loops of fib(1)" },
  leadMs: {
    smoke: 20,
    quick: 40,
    full: 200,
    minimum: 0,
    maximum: 10_000,
    says: "load before it counts, in ms",
  },
  closedMs: { smoke: 40, quick: 60, full: 250, minimum: 1, maximum: 60_000, says: "closed loops, in ms" },
  connections: { smoke: 16, quick: 16, full: 16, minimum: 1, maximum: 1024, says: "of the open loop" },
  ratePerSecond: { smoke: 400, quick: 400, full: 400, minimum: 1, maximum: 10_000, says: "of the open loop" },
  openMs: { smoke: 40, quick: 130, full: 500, minimum: 1, maximum: 60_000, says: "open loop, in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** How long the small requests that are still open may take once the last was due; fib(35) takes Python seconds. */
const DRAIN_MS = 10_000;

/** A cell for each large n beside which the small requests are sent, 0 for none; the headline first. */
const cellsByLarge = {
  smoke: new Map([
    [20, "beside"],
    [0, "alone"],
  ]),
  quick: new Map([
    [30, "beside"],
    [0, "alone"],
  ]),
  full: new Map([
    [30, "beside"],
    [0, "alone"],
    [35, "beside-35"],
  ]),
} satisfies Record<Profile, ReadonlyMap<number, string>>;

/**
 * D4 `interference`: clients with fib(1), alone and beside one that asks for fib(30) over and over. The rate comes
 * from closed loops, as in the talk; the latency from an open loop, because a closed one asks less of a server that
 * stalls. One load of a fresh server goes through all stages, so that a server is compared with itself.
 */
export const interference: RunnableExperiment = {
  document: "fib-server",
  id: "interference",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const variants = variantsOf("interference", settings).map(({ id }) => id);
    const servers = await findServers(variants, settings, preparation);
    const load = await findInterferenceLoad(settings, preparation);
    const ceilingPerSecond =
      settings.profile === "smoke"
        ? undefined
        : await measureCeiling(await findFibLoad(settings, preparation), closedLoops(chosen), preparation);
    const cells = cellsByLarge[settings.profile];
    const larges = [...cells.keys()];
    const shares = [...cells].map(
      ([large, cell]): CellShare => ({ cell, of: (sample) => ofStage(sample, large, ceilingPerSecond) }),
    );
    const subjectOf = (id: VariantId): Subject => {
      const server = servers.get(id)!;
      if ("missing" in server) return { id, missing: server.missing };
      const plan = { ...chosen, large: [...larges].sort((a, b) => a - b), drainMs: DRAIN_MS };
      const expectedDigest = digestOf(larges.map((large) => String(fibAnswer(Math.max(1, large)))).sort());
      return { id, sample: ({ signal }) => sampleServer({ server, load, plan, expectedDigest, signal }) };
    };
    return {
      timed: true,
      parameters: chosen,
      cells: Object.fromEntries(
        [...cells].map(([large, cell]) => [
          cell,
          { parameters: { ...chosen, n: 1, beside: large === 0 ? "nothing" : `fib(${large})` } },
        ]),
      ),
      subjects: variants.flatMap((id) => shareSample(subjectOf(id), shares)),
      traced: [],
      limits: {},
      warnings: load.warnings,
      close: async () => {},
    };
  },
};

/** The closed loops of a stage, as the experiments without an open loop ask for them. */
function closedLoops({ clients, closedMs }: Chosen): LoadArgument {
  return { n: 1, clients, windowMs: closedMs };
}

/** The sample of one stage: what was counted, and the latencies, under its large n and a slash. */
function ofStage(sample: SampleBody, large: number, ceilingPerSecond: number | undefined): SampleBody {
  const counters = underPrefix(sample.counters, `${large}/`);
  const rate = counters.requestsPerSecond ?? 0;
  return {
    ...sample,
    ...((counters.errors ?? 0) > 0 && {
      status: "error",
      reason: "the server left clients without an answer",
    }),
    counters: {
      ...counters,
      ...(ceilingPerSecond !== undefined && { generatorHeadroom: headroom(rate, ceilingPerSecond) }),
    },
    histograms: underPrefix(sample.histograms, `${large}/`),
  };
}

function underPrefix<Value>(values: Readonly<Record<string, Value>> = {}, prefix: string) {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
