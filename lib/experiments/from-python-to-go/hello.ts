import { availableParallelism } from "node:os";
import type { VariantId } from "../../catalogue/entry.js";
import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import type { Subject } from "../../measure/rounds.js";
import { compiledModule } from "../../paths.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import { GREETING } from "../../servers/hello/hello-server.js";
import { digestOf } from "../digest.js";
import {
  type ParameterSpec,
  type Preparation,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { measureCeiling } from "../load-programs.js";
import { findPrograms } from "../prepare-jobs.js";
import { languageOf } from "../programs.js";
import { type LoadPlan, type ReadyProgram, sampleServer } from "../sample-server.js";
import type { Settings } from "../settings.js";
import { warmUpWarnings } from "../warm-up-warning.js";
import { findHelloLoad } from "./hello-load.js";

const parameters = {
  connections: { smoke: 4, quick: 16, full: 16, minimum: 1, maximum: 1024, says: "kept alive at once" },
  warmupMs: {
    smoke: 50,
    quick: 500,
    full: 2500,
    minimum: 0,
    maximum: 10_000,
    says: "load before it counts, in ms",
  },
  windowMs: {
    smoke: 50,
    quick: 300,
    full: 500,
    minimum: 1,
    maximum: 60_000,
    says: "load that counts, in ms",
  },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

const SWEEP_CONNECTIONS = [1, 64];

const typescriptServer: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "hello", "hello-server-program.js")],
};

/** Worker processes of the variants that are clusters. */
const clusterWorkers: Readonly<Record<VariantId, number>> = {
  "ts/cluster": availableParallelism(),
  "ts/cluster-one": 1,
};

/** D1 `hello`: the hello-world servers under closed loops on kept-alive connections. */
export const hello: RunnableExperiment = {
  document: "from-python-to-go",
  id: "hello",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const servers = await findServers(settings, preparation);
    const load = await findHelloLoad(settings, preparation);
    const planOf = (clients: number): LoadPlan => ({
      clients,
      warmupMs: chosen.warmupMs,
      windowMs: chosen.windowMs,
    });
    const sweep = settings.profile === "full" ? SWEEP_CONNECTIONS : [];
    const cells = [chosen.connections, ...sweep.filter((count) => count !== chosen.connections)];
    const ceilings = new Map<number, { readonly ceilingPerSecond: number }>();
    for (const connections of settings.profile === "smoke" ? [] : cells) {
      const ceilingPerSecond = await measureCeiling(load, planOf(connections), preparation);
      if (ceilingPerSecond !== undefined) ceilings.set(connections, { ceilingPerSecond });
    }
    const subjectOf = (id: VariantId, connections: number): Subject => {
      const place = { id, ...(connections !== chosen.connections && { cell: cellId(connections) }) };
      const server = servers.get(id)!;
      if ("missing" in server) return { ...place, missing: server.missing };
      const trial = {
        server,
        load,
        plan: planOf(connections),
        expectedDigest: digestOf([GREETING]),
        ...ceilings.get(connections),
      };
      return { ...place, sample: ({ signal }) => sampleServer({ ...trial, signal }) };
    };
    return {
      timed: true,
      parameters: chosen,
      cells: Object.fromEntries(
        cells.map((connections) => [cellId(connections), { parameters: { connections } }]),
      ),
      subjects: cells.flatMap((connections) => [...servers.keys()].map((id) => subjectOf(id, connections))),
      traced: [],
      limits: {},
      warnings: [...load.warnings, ...warmUpWarnings(chosen.warmupMs)],
      close: async () => {},
    };
  },
};

function cellId(connections: number): string {
  return `connections=${connections}`;
}

async function findServers(
  settings: Settings,
  preparation: Preparation,
): Promise<ReadonlyMap<VariantId, ReadyProgram | MissingProgram>> {
  const programs = await findPrograms(fromPythonToGo, "hello", settings, preparation);
  return new Map(
    [...programs].map(([id, program]): [VariantId, ReadyProgram | MissingProgram] => {
      if (languageOf(id) !== "typescript" || "missing" in program) return [id, program];
      return [id, { command: typescriptServer, argument: { workers: clusterWorkers[id] ?? 0 } }];
    }),
  );
}
