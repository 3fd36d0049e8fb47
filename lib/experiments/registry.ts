import type { Slug } from "../catalogue/entry.js";
import { shown, UsageError } from "../errors.js";
import { catchEmAllExperiments } from "./catch-em-all/experiments.js";
import type { ExperimentLoaders, RunnableExperiment } from "./experiment.js";
import { fibServerExperiments } from "./fib-server/experiments.js";
import { fromPythonToGoExperiments } from "./from-python-to-go/experiments.js";
import { twoPhilosophiesExperiments } from "./two-philosophies/experiments.js";

const LOADERS: readonly (readonly [Slug, ExperimentLoaders])[] = [
  ["from-python-to-go", fromPythonToGoExperiments],
  ["catch-em-all", catchEmAllExperiments],
  ["two-philosophies", twoPhilosophiesExperiments],
  ["fib-server", fibServerExperiments],
];

/** Loads every experiment that can run, in the order of the documents and of their chapters. */
export function runnableExperiments(): Promise<readonly RunnableExperiment[]> {
  return Promise.all(LOADERS.flatMap(([, loaders]) => Object.values(loaders)).map((load) => load()));
}

/**
 * Loads one experiment, and with it only what it needs: a process that runs one would wait for the modules of all.
 *
 * @throws {UsageError} for an experiment that does not exist or cannot run yet.
 */
export async function runnableExperiment(document: string, id: string): Promise<RunnableExperiment> {
  const places = LOADERS.flatMap(([slug, loaders]) =>
    Object.entries(loaders).map(([name, load]) => ({ place: `${slug}/${name}`, load })),
  );
  const found = places.find(({ place }) => place === `${document}/${id}`);
  if (found) return found.load();
  throw new UsageError(
    `Expected an experiment among ${places.map(({ place }) => place).join(", ")}, got ${shown(`${document}/${id}`)}. Try one of those.`,
  );
}
