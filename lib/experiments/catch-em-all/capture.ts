import { catchEmAll } from "../../catalogue/catch-em-all.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, prepareJobs } from "../prepare-jobs.js";

const parameters = {
  tasks: { smoke: 10, quick: 100, full: 100, minimum: 1, maximum: 10_000, says: "how many to start" },
} satisfies Record<string, ParameterSpec>;

const TIME_LIMIT_MS = 30_000;

/** D2 `capture`: how many tasks see another number than the one that they were started with. */
export const capture: RunnableExperiment = {
  document: "catch-em-all",
  id: "capture",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const cell = {
      id: `tasks=${chosen.tasks}`,
      description: { parameters: chosen },
      argument: () => chosen,
      timeLimitMs: TIME_LIMIT_MS,
    };
    const programs = await findPrograms(catchEmAll, "capture", settings, preparation);
    return prepareJobs(
      { document: catchEmAll, id: "capture", timed: false, parameters: chosen, cells: [cell] },
      programs,
      preparation,
    );
  },
};
