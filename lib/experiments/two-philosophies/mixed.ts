import { availableParallelism } from "node:os";
import { isCopy } from "../../catalogue/copy-of.js";
import type { Profile, VariantId } from "../../catalogue/entry.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { compute } from "../../workloads/compute.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";

const parameters = {
  tasks: { smoke: 4, quick: 20, full: 20, minimum: 1, maximum: 1000, says: "how many" },
  taskSteps: {
    smoke: 10_000,
    quick: 200_000,
    full: 200_000,
    minimum: 2,
    maximum: 1_000_000_000,
    says: "steps of computing in a task",
  },
  taskWaitMs: { smoke: 20, quick: 100, full: 100, minimum: 1, maximum: 10_000, says: "wait of a task in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** The map of the full profile, beside the steps and the wait that were chosen; none waits longer than those. */
const MAP_STEPS = [2_000, 20_000, 2_000_000];
const MAP_WAITS_MS = [1, 10];

/**
 * D3 `mixed`: the same tasks in every language, from ones that only compute to ones that mostly wait.
 *
 * A task is an amount of work, counted in steps, and not a time, as it is in D1's `not-parallelism`: here the speed of
 * each language is part of what is asked.
 */
export const mixed: RunnableExperiment = {
  document: "two-philosophies",
  id: "mixed",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    return prepareJobs(
      {
        document: twoPhilosophies,
        id: "mixed",
        timed: true,
        budgetMs: 20_000,
        parameters: chosen,
        cells: cellsOf(settings.profile, chosen),
      },
      await findPrograms(twoPhilosophies, "mixed", settings, preparation),
      preparation,
    );
  },
};

/** The cells that claims look at are named by their wait alone, which is their only difference. */
function cellsOf(profile: Profile, { tasks, taskSteps, taskWaitMs }: Chosen): JobCell[] {
  const cells = [
    cellOf("waiting", { tasks, taskSteps, waitMs: taskWaitMs }),
    cellOf("computing", { tasks, taskSteps, waitMs: 0 }),
  ];
  if (profile !== "full") return cells;
  const waits = [0, ...MAP_WAITS_MS.filter((waitMs) => waitMs < taskWaitMs), taskWaitMs];
  const rest = [taskSteps, ...MAP_STEPS.filter((steps) => steps !== taskSteps)].flatMap((steps) =>
    waits
      .filter((waitMs) => steps !== taskSteps || (waitMs !== 0 && waitMs !== taskWaitMs))
      .map((waitMs) => cellOf(`taskSteps=${steps},waitMs=${waitMs}`, { tasks, taskSteps: steps, waitMs })),
  );
  return [...cells, ...rest.map((cell) => ({ ...cell, runs: notCopied }))];
}

const notCopied = (variant: VariantId) => !isCopy(variant);

/** The work of one cell. */
interface TaskMix {
  readonly tasks: number;
  readonly taskSteps: number;
  readonly waitMs: number;
}

function cellOf(id: string, { tasks, taskSteps, waitMs }: TaskMix): JobCell {
  const digest = digestOf(Array.from({ length: tasks }, (_, index) => String(compute(index, taskSteps))));
  return {
    id,
    description: {
      parameters: { tasks, taskSteps, waitMs },
      ...(waitMs > 0 && {
        ideal: { ms: waitMs, because: "one wait, since all tasks wait at once, and no computing" },
      }),
    },
    argument: () => ({ tasks, steps: taskSteps, waitMs, cores: availableParallelism() }),
    timeLimitMs: 60_000 + 10 * waitMs,
    expectedDigest: () => digest,
  };
}
