import type { RunnableExperiment } from "../experiment.js";
import { blocking } from "./blocking.js";
import { channel } from "./channel.js";
import { errors } from "./errors.js";
import { mixed } from "./mixed.js";
import { pool } from "./pool.js";
import { race } from "./race.js";
import { scrape } from "./scrape.js";
import { start } from "./start.js";
import { tasks } from "./tasks.js";

/** The experiments of D3 that can run, in the order of its chapters. */
export const twoPhilosophiesExperiments: readonly RunnableExperiment[] = [
  start,
  pool,
  scrape,
  tasks,
  errors,
  channel,
  blocking,
  mixed,
  race,
];
