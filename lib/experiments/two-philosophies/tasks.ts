import { freemem } from "node:os";
import { isCopy } from "../../catalogue/copy-of.js";
import type { Profile, VariantId } from "../../catalogue/entry.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import type { Predictions } from "../../store/result.js";
import { formatFigure } from "../../units.js";
import { digestOf } from "../digest.js";
import {
  type ParameterSpec,
  type Preparation,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { predictInProportion } from "../predict-jobs.js";
import { findPrograms, type JobCell, prepareJobs, type VariantPrograms } from "../prepare-jobs.js";

const parameters = {
  tasks: { smoke: 2_000, quick: 100_000, full: 100_000, minimum: 1, maximum: 1_000_000, says: "how many" },
} satisfies Record<string, ParameterSpec>;

/** What a live task takes at most in any language here; a cell runs only where four times that is free. */
const LARGEST_TASK_BYTES = 2_800;
const SPARE = 4;

/** Of the tasks: so many are run beforehand to learn the price of one. */
const CALIBRATED_SHARE = 0.05;

/** The essay's "very many" goroutines: outside the full profile counted once, with our leanest tasks beside them. */
const VERY_MANY = 1_000_000;
const COUNTED: readonly VariantId[] = ["go/goroutines", "ts/coroutines"];
/** Further counts of the full profile. */
const SWEEP = [1_000, 10_000, VERY_MANY];

/** Held at the barrier, these say nothing that the others of their language do not; only the full profile has them. */
const HELD_IN_FULL: readonly VariantId[] = ["ts/then-chain", "ts/set-immediate"];

/** D3 `tasks`: many tasks that yield once, as they start and end, and all alive at once. */
export const tasks: RunnableExperiment = {
  document: "two-philosophies",
  id: "tasks",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const cells = cellsOf(chosen.tasks!, settings.profile);
    const fitting = cells.filter(({ needBytes }) => needBytes <= freemem());
    const warnings = cells
      .filter((cell) => !fitting.includes(cell))
      .map(
        ({ id, needBytes }) =>
          `${id} was left out: it asks for ${formatFigure(needBytes, "bytes")} of free memory, ${SPARE} times what it needs`,
      );
    const programs = await findPrograms(twoPhilosophies, "tasks", settings, preparation);
    const [headline] = fitting;
    const predictions =
      headline && settings.profile !== "smoke"
        ? await predictTasks(headline, chosen.tasks!, programs, preparation)
        : undefined;
    return prepareJobs(
      {
        document: twoPhilosophies,
        id: "tasks",
        timed: true,
        parameters: chosen,
        cells: fitting,
        warnings,
        ...(predictions && { predictions }),
      },
      programs,
      preparation,
    );
  },
};

function predictTasks(
  headline: JobCell,
  count: number,
  programs: VariantPrograms,
  preparation: Preparation,
): Promise<Predictions> {
  const few = Math.ceil(count * CALIBRATED_SHARE);
  return predictInProportion(
    "A task that yields once has one price, whatever the number of tasks: that of a twentieth of them, twenty times.",
    headline,
    programs,
    { argument: { tasks: few }, says: "starting a task, its yield and its end", units: few, of: count },
    preparation,
  );
}

interface TasksCell extends JobCell {
  readonly needBytes: number;
}

function cellsOf(count: number, profile: Profile): readonly TasksCell[] {
  const full = profile === "full";
  const notACopy = (variant: VariantId) => !isCopy(variant);
  const held = (variant: VariantId) => notACopy(variant) && (full || !HELD_IN_FULL.includes(variant));
  const cells = [startedCell("started", count, () => true), heldCell("held", count, held)];
  if (profile === "smoke") return cells;
  const veryMany = (variant: VariantId) => COUNTED.includes(variant);
  if (!full) return [...cells, { ...heldCell(`held=${VERY_MANY}`, VERY_MANY, veryMany), timed: false }];
  const sweep = SWEEP.flatMap((other) => [
    startedCell(`started=${other}`, other, notACopy),
    heldCell(`held=${other}`, other, notACopy),
  ]);
  return [...cells, ...sweep];
}

/** Tasks that start and end as they like. */
function startedCell(id: string, count: number, runs: (variant: VariantId) => boolean): TasksCell {
  return {
    id,
    description: { parameters: { tasks: count, alive: "as they start and end" } },
    runs,
    argument: () => ({ tasks: count, held: false }),
    timeLimitMs: 30_000 + count * 0.1,
    expectedDigest: () => digestOf([String(count)]),
    needBytes: SPARE * LARGEST_TASK_BYTES * count,
  };
}

/** Tasks that are held until the last of them has come. */
function heldCell(id: string, count: number, runs: (variant: VariantId) => boolean): TasksCell {
  return {
    ...startedCell(id, count, runs),
    description: { parameters: { tasks: count, alive: "all at once" } },
    argument: () => ({ tasks: count, held: true }),
  };
}
