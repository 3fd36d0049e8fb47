import type { Experiment } from "../entry.js";
import { background } from "./background.js";
import { callbacks } from "./callbacks.js";
import { dnsDeadline } from "./dns-deadline.js";
import { hello } from "./hello.js";
import { notParallelism } from "./not-parallelism.js";
import { spread } from "./spread.js";
import { workerDeath } from "./worker-death.js";

/** The experiments of the document in the order of its chapters; the report shows one without a program as not measured. */
export const experiments: readonly Experiment[] = [
  dnsDeadline,
  hello,
  notParallelism,
  spread,
  workerDeath,
  background,
  callbacks,
];
