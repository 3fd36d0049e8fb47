import { Type } from "@sinclair/typebox";
import { RunError } from "../errors.js";
import { experimentSchema } from "../store/schema.js";
import { shapeOf } from "../store/shape.js";
import type { PreparedExperiment } from "./experiment.js";

/** What of a result is known before its first sample. */
const shape = shapeOf(Type.Pick(experimentSchema, ["parameters", "cells", "warnings", "predictions"]));

/**
 * Holds all that is known of an experiment's results before its first sample to the schema of result files: a run may
 * take an hour, and a name that no file may have would be found at its end.
 *
 * @throws {RunError} with the place that does not fit.
 */
export function expectStorable(
  id: string,
  { parameters, cells, warnings, predictions }: PreparedExperiment,
): void {
  const misfit = shape.misfit({ parameters, cells, warnings, ...(predictions && { predictions }) });
  if (misfit !== null) {
    throw new RunError(
      `Expected ${id} to prepare what a result file can hold: ${misfit}. Nothing was measured.`,
    );
  }
}
