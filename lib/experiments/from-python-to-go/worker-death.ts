import type { Profile, VariantId } from "../../catalogue/entry.js";
import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import type { Subject } from "../../measure/rounds.js";
import { compiledModule } from "../../paths.js";
import type { ProgramCommand } from "../../program.js";
import { PAGE } from "../../servers/worker-death/mortal-worker.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { typescriptProgram } from "../programs.js";
import { sampleServer } from "../sample-server.js";

const parameters = {
  workers: { smoke: 4, quick: 4, full: 4, minimum: 1, maximum: 64, says: "processes behind the port" },
  strikes: { smoke: 2, quick: 10, full: 10, minimum: 1, maximum: 1000, says: "against a worker each" },
  everyMs: {
    smoke: 100,
    quick: 200,
    full: 1000,
    minimum: 10,
    maximum: 60_000,
    says: "between two strikes in ms",
  },
  // Few enough that a quarter of the workers has no trouble with them: what fails, fails of a death.
  gapMs: { smoke: 20, quick: 20, full: 20, minimum: 1, maximum: 1000, says: "between two requests in ms" },
  patienceMs: {
    smoke: 200,
    quick: 500,
    full: 2000,
    minimum: 1,
    maximum: 60_000,
    says: "until a visitor gives up, in ms",
  },
  serviceMs: { smoke: 40, quick: 40, full: 40, minimum: 0, maximum: 1000, says: "a request takes, in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** SIGKILL is what a crash comes to, or a kernel out of memory; SIGTERM is how a deployment asks. */
const cells = [
  { id: "killed", signal: "SIGKILL" },
  { id: "asked-to-end", signal: "SIGTERM" },
] as const;

const server: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "worker-death", "supervisor-program.js")],
};

/** D1 `worker-death`: what a cluster makes of workers that die under load. It counts, so that one sample is enough. */
export const workerDeath: RunnableExperiment = {
  document: "from-python-to-go",
  id: "worker-death",
  parameters,
  async prepare({ profile, seed, parameters: given }, { signal }) {
    const chosen = resolveParameters(parameters, profile, given) as Chosen;
    const variants = fromPythonToGo.experiments.find(({ id }) => id === "worker-death")!.variants;
    const { workers, serviceMs, ...loadPlan } = chosen;
    const subjectOf = (id: VariantId, cell: (typeof cells)[number]): Subject => ({
      id,
      ...(cell !== cells[0] && { cell: cell.id }),
      sample: ({ round }) =>
        sampleServer({
          server: {
            command: server,
            argument: { onDeath: id.slice("ts/".length), workers, serviceMs, seed: seed + round },
          },
          load: {
            command: typescriptProgram,
            argument: { program: "from-python-to-go/worker-death-load", ...loadPlan, signal: cell.signal },
          },
          plan: { clients: 1 },
          expectedDigest: digestOf([PAGE.trim()]),
          signal,
        }),
    });
    return {
      timed: false,
      parameters: chosen,
      cells: Object.fromEntries(
        cells.map((cell) => [cell.id, { parameters: { ...chosen, signal: cell.signal } }]),
      ),
      subjects: cells.flatMap((cell) =>
        variants.filter(({ id }) => runsIn(profile, id, cell)).map(({ id }) => subjectOf(id, cell)),
      ),
      traced: [],
      limits: {},
      warnings: [
        "A worker that is killed takes its account along: what the programs report of their processor time lacks that of dead workers.",
      ],
      close: async () => {},
    };
  },
};

/** For a look at whether everything runs, SIGTERM is only sent where it is not simply another death. */
function runsIn(profile: Profile, id: VariantId, cell: (typeof cells)[number]): boolean {
  return profile !== "smoke" || cell.signal === "SIGKILL" || id === "ts/respawn-draining";
}
