import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, prepareJobs } from "../prepare-jobs.js";

const parameters = {
  stepMs: { smoke: 2, quick: 2, full: 5, minimum: 1, maximum: 100, says: "one step of the pipeline in ms" },
} satisfies Record<string, ParameterSpec>;

const RECEIPT = "mail.test: (en) Welcome, Ada!";

/** D1 `callbacks`: one pipeline in every style. It counts, so one round is enough. */
export const callbacks: RunnableExperiment = {
  document: "from-python-to-go",
  id: "callbacks",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const cell = {
      id: "pipeline",
      description: { parameters: { ...chosen } },
      argument: () => ({ ...chosen }),
      timeLimitMs: 60_000,
      expectedDigest: () => digestOf([RECEIPT]),
    };
    return prepareJobs(
      { document: fromPythonToGo, id: "callbacks", timed: false, parameters: chosen, cells: [cell] },
      await findPrograms(fromPythonToGo, "callbacks", settings, preparation),
      preparation,
    );
  },
};
