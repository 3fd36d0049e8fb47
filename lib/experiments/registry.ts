import { shown, UsageError } from "../errors.js";
import { catchEmAllExperiments } from "./catch-em-all/experiments.js";
import type { RunnableExperiment } from "./experiment.js";
import { fibServerExperiments } from "./fib-server/experiments.js";
import { fromPythonToGoExperiments } from "./from-python-to-go/experiments.js";
import { twoPhilosophiesExperiments } from "./two-philosophies/experiments.js";

/** Every experiment that can run, in the order of the documents and of their chapters. */
export const runnableExperiments: readonly RunnableExperiment[] = [
  ...fromPythonToGoExperiments,
  ...catchEmAllExperiments,
  ...twoPhilosophiesExperiments,
  ...fibServerExperiments,
];

/** @throws {UsageError} for an experiment that does not exist or cannot run yet. */
export function runnableExperiment(document: string, id: string): RunnableExperiment {
  const found = runnableExperiments.find(
    (experiment) => experiment.document === document && experiment.id === id,
  );
  if (found) return found;
  const names = runnableExperiments.map((experiment) => `${experiment.document}/${experiment.id}`);
  throw new UsageError(
    `Expected an experiment among ${names.join(", ")}, got ${shown(`${document}/${id}`)}. Try one of those.`,
  );
}
