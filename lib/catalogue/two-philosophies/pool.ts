import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

const overChannels: Variant = {
  id: "ts/channel",
  title: "Workers over a channel",
  summary:
    "Workers receive jobs until the channel is closed; a job that throws cancels the others and is named.",
  from: "smoke",
  source: here("job-pools"),
};

export const pool: Experiment = {
  id: "pool",
  title: "Five jobs, three workers",
  question: "How long do three workers take for five jobs, and what becomes of the pool when a job throws?",
  metric: "workMs",
  ideal: "two rounds of the job's time: three jobs, then two",
  variants: [
    overChannels,
    copyOf(overChannels),
    {
      id: "ts/queue",
      title: "Queue with join",
      summary:
        "A queue that counts its jobs, as asyncio's does, but whose `join` fails with the first job that throws.",
      from: "smoke",
      source: here("job-pools"),
    },
    {
      id: "ts/threads",
      title: "Worker threads",
      summary: "Each job blocks a thread of its own; starting the threads is part of the time.",
      from: "smoke",
      source: here("job-pools"),
    },
    {
      id: "python/queue",
      title: "asyncio, two queues",
      summary:
        "A `None` for each worker ends it, `join` waits for `task_done`; a job that raises leaves it waiting for ever.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("pool_asyncio"),
    },
    {
      id: "python/queue-checked",
      title: "asyncio, two queues, errors handled",
      summary: "`task_done` in a `finally`, and failures kept for the caller.",
      from: "smoke",
      source: pythonProgram("pool_asyncio_checked"),
    },
    {
      id: "go/channels",
      title: "Go, two channels",
      summary: "Workers range over a channel of jobs; a job that panics takes the whole program with it.",
      asPublished: true,
      from: "smoke",
      source: goProgram("pool"),
    },
    {
      id: "go/channels-checked",
      title: "Go, two channels, errors returned",
      summary: "A result for every job, its answer or its error.",
      from: "smoke",
      source: goProgram("pool-checked"),
    },
  ],
  waterfall: ["python/queue", "go/channels", "ts/queue", "ts/channel"],
};
