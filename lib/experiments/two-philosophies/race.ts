import type { Profile, VariantId } from "../../catalogue/entry.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { digestOf } from "../digest.js";
import {
  type ParameterSpec,
  type Preparation,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs, type VariantPrograms } from "../prepare-jobs.js";
import { findPeer } from "../programs.js";
import type { Settings } from "../settings.js";

const parameters = {
  tasks: {
    smoke: 10,
    quick: 100,
    full: 100,
    minimum: 2,
    maximum: 10_000,
    says: "how many share the counter",
  },
  updates: { smoke: 10, quick: 100, full: 1000, minimum: 1, maximum: 100_000, says: "that each task makes" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

const TIME_LIMIT_MS = 60_000;
const DETECTOR: VariantId = "go/race-detector";
/** Without a pause a few updates are over before the next task has begun. */
const STRAIGHT_FACTOR: Readonly<Record<Profile, number>> = { smoke: 100, quick: 200, full: 100 };
/** What a lock guards cannot be lost, and the detector reports in either cell. */
const STRAIGHT: readonly VariantId[] = ["ts/unguarded", "python/asyncio", "go/goroutines"];

/** D3 `race`: tasks that read a shared counter, pause or not, and write. It counts, so one round is enough. */
export const race: RunnableExperiment = {
  document: "two-philosophies",
  id: "race",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const straight = { ...chosen, updates: chosen.updates * STRAIGHT_FACTOR[settings.profile] };
    const cells = [
      cellOf("pausing", chosen, true),
      { ...cellOf("straight", straight, false), runs: (id: VariantId) => STRAIGHT.includes(id) },
    ];
    return prepareJobs(
      { document: twoPhilosophies, id: "race", timed: false, parameters: chosen, cells },
      await findRacePrograms(settings, preparation),
      preparation,
    );
  },
};

function cellOf(id: string, { tasks, updates }: Chosen, pausing: boolean): JobCell {
  return {
    id,
    description: { parameters: { tasks, updates, pausing } },
    argument: (variant) => ({
      tasks,
      updates,
      pausing,
      ...(variant === DETECTOR && { variant: "goroutines" }),
    }),
    timeLimitMs: TIME_LIMIT_MS,
    expectedDigest: () => digestOf([String(tasks * updates)]),
  };
}

/** One of them is another's program, built anew with the race detector. */
async function findRacePrograms(settings: Settings, preparation: Preparation): Promise<VariantPrograms> {
  const programs = new Map(await findPrograms(twoPhilosophies, "race", settings, preparation));
  const unguarded = programs.get(DETECTOR);
  if (!unguarded || "missing" in unguarded) return programs;
  const command = await findPeer(
    { language: "go", name: "race", raceDetector: true },
    settings.peers,
    preparation,
  );
  return programs.set(DETECTOR, "missing" in command ? command : { ...unguarded, command });
}
