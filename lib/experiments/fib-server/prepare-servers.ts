import { createHash } from "node:crypto";
import type { Variant, VariantId } from "../../catalogue/entry.js";
import { fibServer } from "../../catalogue/fib-server.js";
import { findOneCore, type OneCore } from "../../measure/one-core.js";
import type { Subject } from "../../measure/rounds.js";
import { fibAnswer } from "../../workloads/fib.js";
import type { ParameterSpec, Preparation, PreparedExperiment } from "../experiment.js";
import { type LoadProgram, measureCeiling } from "../load-programs.js";
import { type Beside, type LoadPlan, type ReadyProgram, sampleServer } from "../sample-server.js";
import { type Parameters, runsIn, type Settings } from "../settings.js";
import { warmUpWarnings } from "../warm-up-warning.js";
import { findFibLoad, findServers } from "./fib-programs.js";
import { type PredictedServer, predictRates } from "./rate-prediction.js";

/** What the load program is asked for, beside its length: fib of `n`, and how many requests at least. */
export interface LoadArgument extends LoadPlan {
  readonly n: number;
  readonly warmupRequests?: number;
  readonly requests?: number;
}

/** One point of an experiment: what the clients ask for, and which servers face them. */
export interface FibCell {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly plan: LoadArgument;
  /** Default: all. */
  readonly only?: readonly VariantId[];
  /** Goes to the servers' arguments. */
  readonly argument?: object;
  /** Keeps the server and its load on one core, the same for all. */
  readonly onOneCore?: boolean;
  readonly beside?: Beside;
  /**
   * Whose rate is predicted before the run, from what one client alone shows of it; on all cores, and by the load
   * generator that is not bound to one thread.
   */
  readonly predicted?: readonly PredictedServer[];
}

/** The length of a load in each profile; quick's leaves room for six rounds of all servers. */
export const loadWindows = {
  warmupMs: {
    smoke: 50,
    quick: 200,
    full: 300,
    minimum: 0,
    maximum: 10_000,
    says: "load before it counts, in ms",
  },
  windowMs: {
    smoke: 50,
    quick: 400,
    full: 500,
    minimum: 1,
    maximum: 60_000,
    says: "load that counts, in ms",
  },
} satisfies Record<string, ParameterSpec>;

/** The catalogue's variants of an experiment that a profile runs. */
export function variantsOf(experiment: string, settings: Settings): readonly Variant[] {
  const entry = fibServer.experiments.find(({ id }) => id === experiment)!;
  return entry.variants.filter((variant) => runsIn(variant.from, settings.profile));
}

/** An experiment that loads each server in a fresh process, in every one of its cells. */
export async function prepareServers(
  experiment: string,
  cells: readonly FibCell[],
  parameters: Parameters,
  settings: Settings,
  preparation: Preparation,
): Promise<PreparedExperiment> {
  const variants = variantsOf(experiment, settings);
  const servers = await findServers(
    variants.map(({ id }) => id),
    settings,
    preparation,
  );
  const load = await findFibLoad(settings, preparation);
  const ceilings = await measureCeilings(load, cells, settings, preparation);
  const trialOf = (server: ReadyProgram, cell: FibCell, where: typeof anyCore, signal: AbortSignal) => ({
    server: { command: where.pin(server.command), argument: { ...server.argument, ...cell.argument } },
    load: { ...load, command: where.pin(load.command) },
    plan: cell.plan,
    expectedDigest: digestOfAnswer(cell.plan.n),
    signal,
    ...ceilings.get(cell.plan),
  });
  const subjectOf = (id: VariantId, cell: FibCell): Subject => {
    const place = { id, ...(cell !== cells[0] && { cell: cell.id }) };
    const server = servers.get(id)!;
    if ("missing" in server) return { ...place, missing: server.missing };
    const where = cell.onOneCore ? findOneCore() : anyCore;
    if ("missing" in where) return { ...place, missing: where.missing };
    return {
      ...place,
      sample: ({ signal }) => sampleServer(trialOf(server, cell, where, signal), cell.beside),
    };
  };
  const { warmupMs = 0 } = cells[0]!.plan;
  const predictions = await predictRates(
    cells.flatMap((cell) =>
      (cell.predicted ?? []).flatMap((predicted) => {
        const server = servers.get(predicted.id);
        if (!server || "missing" in server || cell.onOneCore || load.warnings.length > 0) return [];
        return [{ cell: cell.id, predicted, trial: trialOf(server, cell, anyCore, preparation.signal) }];
      }),
    ),
    preparation,
  );
  return {
    timed: true,
    parameters,
    cells: Object.fromEntries(cells.map((cell) => [cell.id, { parameters: cell.parameters }])),
    subjects: cells.flatMap((cell) =>
      variants.filter(({ id }) => cell.only?.includes(id) ?? true).map(({ id }) => subjectOf(id, cell)),
    ),
    traced: [],
    limits: {},
    ...(predictions && { predictions }),
    warnings: [...load.warnings, ...(warmupMs > 0 ? warmUpWarnings(warmupMs) : [])],
    close: async () => {},
  };
}

const anyCore: Pick<OneCore, "pin"> = { pin: (command) => command };

/** Of the cells whose server has next to nothing to compute: where it has, the generator is far from its ceiling. */
async function measureCeilings(
  load: LoadProgram,
  cells: readonly FibCell[],
  { profile }: Settings,
  preparation: Preparation,
): Promise<ReadonlyMap<LoadArgument, { readonly ceilingPerSecond: number }>> {
  const ceilings = new Map<LoadArgument, { readonly ceilingPerSecond: number }>();
  const byClients = new Map<number, number | undefined>();
  for (const { plan, onOneCore } of cells) {
    // On one core a generator is always short of time: there the processor time of a request counts, and no rate.
    if (profile === "smoke" || plan.n !== 1 || !plan.windowMs || onOneCore) continue;
    const { clients } = plan;
    if (!byClients.has(clients)) byClients.set(clients, await measureCeiling(load, plan, preparation));
    const ceilingPerSecond = byClients.get(clients);
    if (ceilingPerSecond !== undefined) ceilings.set(plan, { ceilingPerSecond });
  }
  return ceilings;
}

/** A load reports each different answer once; of a right server there is one. */
function digestOfAnswer(n: number): string {
  return createHash("sha256")
    .update(String(fibAnswer(n)))
    .digest("hex");
}
