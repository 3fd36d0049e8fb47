import type { RunnableExperiment } from "../experiment.js";
import { background } from "./background.js";
import { callbacks } from "./callbacks.js";
import { dnsDeadline } from "./dns-deadline.js";
import { hello } from "./hello.js";
import { notParallelism } from "./not-parallelism.js";
import { spread } from "./spread.js";
import { workerDeath } from "./worker-death.js";

/** The experiments of D1 that can run, in the order of its chapters. */
export const fromPythonToGoExperiments: readonly RunnableExperiment[] = [
  dnsDeadline,
  hello,
  notParallelism,
  spread,
  workerDeath,
  background,
  callbacks,
];
