import type { BenchWork } from "../../catalogue/bench/bench-work.js";
import type { Subject } from "../../measure/rounds.js";
import type { Preparation } from "../experiment.js";
import type { PeerLanguage } from "../settings.js";
import { openFetching } from "./fetch-works.js";
import { openJobs } from "./job-works.js";
import { openFibBeside, openFibServer, openHello, openTaskMemory } from "./server-works.js";

export interface OpenOptions extends Preparation {
  readonly peers: readonly PeerLanguage[];
  readonly seed: number;
  /** Shrinks every count and window by this factor, for a trial. Default: 1. */
  readonly shrink?: number;
}

/** A work with everything ready for its samples. */
export interface OpenWork {
  readonly subjects: readonly Subject[];
  /** Ends what was started for all samples together. */
  close?(): Promise<void>;
}

type Opener = (options: OpenOptions) => Promise<OpenWork>;

const MILLION = 1_000_000;

const openers: Readonly<Record<string, (work: BenchWork) => Opener>> = {
  tasks: openJobs({ work: "tasks", count: MILLION, iterations: 3 }),
  unbuffered: openJobs({ work: "channel", count: MILLION, capacity: 0, iterations: 5 }),
  buffered: openJobs({ work: "channel", count: MILLION, capacity: 100, iterations: 5 }),
  bounded: openJobs({ work: "bounded", count: 100_000, limit: 10, iterations: 5 }),
  tracing: openJobs({ work: "bounded", count: 100_000, limit: 10, iterations: 15 }),
  fib: openJobs({ work: "fib", count: 30, iterations: 5 }),
  hop: openJobs({ work: "hop", count: 10_000, iterations: 3 }),
  "task-memory": openTaskMemory,
  "fib-server": openFibServer,
  "fib-beside": openFibBeside,
  hello: openHello,
  "fetch-150": openFetching({ documents: 150, sizes: "small" }),
  "fetch-898": openFetching({ documents: 898, sizes: "small" }),
  "fetch-real": openFetching({ documents: 150, sizes: "real" }),
};

/** Gets a work's subjects ready: finds or builds their programs, and starts what they share. */
export function openWork(work: BenchWork, options: OpenOptions): Promise<OpenWork> {
  return openers[work.id]!(work)(options);
}
