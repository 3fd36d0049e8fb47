import { batches } from "./batches.js";
import { bounded } from "./bounded.js";
import { coroutines } from "./coroutines.js";
import { gather } from "./gather.js";
import { serial } from "./serial.js";
import type { Strategy } from "./strategy.js";
import { stream } from "./stream.js";
import { taskGroup } from "./task-group.js";
import { workers } from "./workers.js";

export interface RegisteredStrategy {
  readonly title: string;
  readonly run: Strategy;
  /** One sentence: how it goes about it. */
  readonly summary: string;
}

/** Every strategy by name: what the notebooks list, and what the contract suite tests. */
export const strategies = {
  serial: {
    title: "await in the loop",
    run: serial,
    summary: "One after the other: each item waits for the one before it.",
  },
  gather: {
    title: "gather",
    run: gather,
    summary: "All at once, and one wait for all of them.",
  },
  bounded: {
    title: "bounded",
    run: bounded,
    summary: "A set number of loops share one index; each takes the next item as soon as it is free.",
  },
  workers: {
    title: "workers over a channel",
    run: workers,
    summary: "A set number of workers receive their items from one channel.",
  },
  batches: {
    title: "batches",
    run: batches,
    summary: "A set number at once, and the next batch only when the whole last one is done.",
  },
  stream: {
    title: "streaming as completed",
    run: stream,
    summary: "All at once, and each result is taken as it comes.",
  },
  "task-group": {
    title: "task group",
    run: taskGroup,
    summary: "A task for each item in one group, of which a set number run at once.",
  },
  coroutines: {
    title: "generator coroutines",
    run: coroutines,
    summary: "A set number of generators under a scheduler share one index; no async function.",
  },
} as const satisfies Record<string, RegisteredStrategy>;

export type StrategyName = keyof typeof strategies;
