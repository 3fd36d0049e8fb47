import { availableParallelism } from "node:os";
import { isCopy } from "../../catalogue/copy-of.js";
import type { Profile, VariantId } from "../../catalogue/entry.js";
import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import { compute } from "../../workloads/compute.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import {
  findPrograms,
  type JobCell,
  prepareJobs,
  type VariantProgram,
  type VariantPrograms,
} from "../prepare-jobs.js";
import { languageOf } from "../programs.js";
import { measureSteps, type StepRates } from "./measure-steps.js";

const parameters = {
  tasks: { smoke: 4, quick: 8, full: 8, minimum: 1, maximum: 1000, says: "how many" },
  taskCpuMs: { smoke: 5, quick: 15, full: 25, minimum: 1, maximum: 1000, says: "computing of a task in ms" },
  taskWaitMs: { smoke: 10, quick: 40, full: 80, minimum: 1, maximum: 10_000, says: "wait of a task in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** What one cell's tasks are made of. */
interface TaskMix {
  readonly tasks: number;
  readonly cpuMs: number;
  readonly waitMs: number;
}

const NODE_APIS: VariantId = "ts/node-apis";
/** A third of the computing beside the wait, so that either may decide. */
const MIXED_CPU_SHARE = 1 / 3;
const SWEEP_TASKS = [2, 32];

/** D1 `not-parallelism`: tasks that compute and wait, on every way to run them at once. */
export const notParallelism: RunnableExperiment = {
  document: "from-python-to-go",
  id: "not-parallelism",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const programs = await findPrograms(fromPythonToGo, "not-parallelism", settings, preparation);
    const rates = await measureSteps(oneOfEachLanguage(programs), preparation);
    return prepareJobs(
      {
        document: fromPythonToGo,
        id: "not-parallelism",
        timed: true,
        budgetMs: 15_000,
        parameters: chosen,
        cells: cellsOf(settings.profile, chosen, rates),
      },
      programs,
      preparation,
    );
  },
};

function oneOfEachLanguage(programs: VariantPrograms): ReadonlyMap<VariantId, VariantProgram> {
  const first: readonly VariantId[] = ["ts/event-loop", "go/goroutines", "python/asyncio"];
  return new Map(
    first.flatMap((id) => {
      const program = programs.get(id);
      return program && !("missing" in program) ? [[id, program]] : [];
    }),
  );
}

function cellsOf(
  profile: Profile,
  { tasks, taskCpuMs: cpuMs, taskWaitMs: waitMs }: Chosen,
  rates: StepRates,
): JobCell[] {
  const computing = cellOf("computing", { tasks, cpuMs, waitMs: 0 }, rates, () => true);
  const withoutCopies = (variant: VariantId) => !isCopy(variant);
  const mixed = cellOf("mixed", { tasks, cpuMs: cpuMs * MIXED_CPU_SHARE, waitMs }, rates, withoutCopies);
  if (profile === "smoke") return [computing, mixed];
  if (profile === "quick") return [computing, mixed, nodeApisCell];
  const sweep = SWEEP_TASKS.filter((count) => count !== tasks).map((count) =>
    cellOf(`tasks=${count}`, { tasks: count, cpuMs, waitMs: 0 }, rates, withoutCopies),
  );
  return [computing, mixed, nodeApisCell, ...sweep];
}

function cellOf(id: string, mix: TaskMix, rates: StepRates, runs: (variant: VariantId) => boolean): JobCell {
  const { tasks, cpuMs, waitMs } = mix;
  const cores = availableParallelism();
  const sharedMs = (tasks * cpuMs) / cores;
  const stepsOf = (variant: VariantId) =>
    Math.max(1, Math.round(cpuMs * (rates.get(languageOf(variant)) ?? 1)));
  const digests = new Map<number, string>();
  return {
    id,
    description: {
      parameters: { ...mix, cores },
      ideal: {
        ms: Math.max(sharedMs, cpuMs + waitMs),
        because: `the longer of ${round(sharedMs)} ms for all computing on ${cores} cores and ${round(cpuMs + waitMs)} ms for one task`,
      },
    },
    runs: (variant) => variant !== NODE_APIS && runs(variant),
    argument: (variant) => ({ tasks, steps: stepsOf(variant), waitMs, cores }),
    timeLimitMs: 30_000 + 10 * tasks * (cpuMs + waitMs),
    expectedDigest: (variant) => {
      const steps = stepsOf(variant);
      const known = digests.get(steps) ?? digestOf(answersOf(tasks, steps));
      digests.set(steps, known);
      return known;
    },
  };
}

/** No tasks: the claim about Node's own interfaces is tested beside them. */
const nodeApisCell: JobCell = {
  id: "node-apis",
  description: { parameters: { heartbeatMs: 10 } },
  runs: (variant) => variant === NODE_APIS,
  argument: () => ({ program: "from-python-to-go/loop-delay" }),
  timed: false,
  timeLimitMs: 30_000,
};

function answersOf(tasks: number, steps: number): string[] {
  return Array.from({ length: tasks }, (_, index) => String(compute(index, steps)));
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
