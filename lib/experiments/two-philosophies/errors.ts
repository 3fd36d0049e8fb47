import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, prepareJobs } from "../prepare-jobs.js";

const parameters = {
  stepMs: { smoke: 10, quick: 20, full: 50, minimum: 5, maximum: 1000, says: "one step of a task in ms" },
} satisfies Record<string, ParameterSpec>;

/** D3 `errors`: every way of running tasks against the corpus of faults. It counts, so one round is enough. */
export const errors: RunnableExperiment = {
  document: "two-philosophies",
  id: "errors",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const cell = {
      id: "corpus",
      description: { parameters: { ...chosen } },
      runs: () => true,
      argument: () => ({ ...chosen }),
      timeLimitMs: 60_000,
    };
    return prepareJobs(
      { document: twoPhilosophies, id: "errors", timed: false, parameters: chosen, cells: [cell] },
      await findPrograms(twoPhilosophies, "errors", settings, preparation),
      preparation,
    );
  },
};
