import type { Profile } from "../catalogue/entry.js";
import { RunError } from "../errors.js";
import type { ExperimentResult } from "../store/result.js";
import { experimentSchema } from "../store/schema.js";
import { shapeOf } from "../store/shape.js";
import type { PreparedExperiment } from "./experiment.js";

const shape = shapeOf(experimentSchema);

/**
 * Holds all that is known of an experiment's results before its first sample to the schema of result files: a run may
 * take an hour, and a name that no file may have would be found at its end.
 *
 * @throws {RunError} with the place that does not fit.
 */
export function expectStorable(
  id: string,
  profile: Profile,
  { parameters, cells, warnings, predictions }: PreparedExperiment,
): void {
  const result: ExperimentResult = {
    id,
    profile,
    parameters,
    cells,
    roundCount: 0,
    noiseFloor: { kind: "exact" },
    warnings,
    ...(predictions && { predictions }),
    variants: {},
  };
  const misfit = shape.misfit(result);
  if (misfit !== null) {
    throw new RunError(
      `Expected ${id} to prepare what a result file can hold: ${misfit}. Nothing was measured.`,
    );
  }
}
