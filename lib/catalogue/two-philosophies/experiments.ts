import type { Experiment } from "../entry.js";
import { blocking } from "./blocking.js";
import { channel } from "./channel.js";
import { errors } from "./errors.js";
import { mixed } from "./mixed.js";
import { pool } from "./pool.js";
import { race } from "./race.js";
import { scrape } from "./scrape.js";
import { start } from "./start.js";
import { tasks } from "./tasks.js";

/** The experiments of the third essay in the order of its chapters; the report shows one without a program as not measured. */
export const experiments: readonly Experiment[] = [
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
