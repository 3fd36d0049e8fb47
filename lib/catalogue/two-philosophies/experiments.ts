import type { Experiment, Variant, VariantId } from "../entry.js";

const go = (program: string) => `lib/peers/go/${program}/main.go`;
const python = (program: string) => `lib/peers/python/${program}.py`;
const here = (file: string) => `lib/experiments/two-philosophies/${file}.ts`;

/** The second name of an A/A control. */
function copyOf(variant: Variant): Variant {
  const id: VariantId = `${variant.id}-copy`;
  const summary = "The same program under a second name: what lies between the two is noise.";
  return { ...variant, id, title: `${variant.title}, again`, summary, copyOf: variant.id };
}

const start: Experiment = {
  id: "start",
  title: "Start a task, and wait for it",
  question:
    "Which tasks are lost when a program starts them in one way or another, on an idle and on a loaded machine?",
  metric: "counters.lost",
  ideal: "no task lost",
  variants: [
    {
      id: "ts/floating",
      title: "Floating promise",
      summary:
        "Calls an async function and does not wait: done is said too early, though Node lets the task run on.",
      from: "smoke",
      source: here("starting"),
    },
    {
      id: "ts/wait-group",
      title: "WaitGroup",
      summary: "Counts the tasks and waits until all have ended.",
      from: "smoke",
      source: here("starting"),
    },
    {
      id: "ts/task-group",
      title: "Task group",
      summary: "No task outlives the group that it was started in.",
      from: "smoke",
      source: here("starting"),
    },
    {
      id: "python/await",
      title: "asyncio, await the call",
      summary: "`await f()` runs the coroutine to its end before the next one starts.",
      asPublished: true,
      from: "smoke",
      source: python("start_await"),
    },
    {
      id: "python/create-task",
      title: "asyncio, create_task",
      summary: "Makes each coroutine a task, which starts by itself, and awaits all of them afterwards.",
      asPublished: true,
      from: "smoke",
      source: python("start_create_task"),
    },
    {
      id: "go/sleep",
      title: "Go, sleep",
      summary: "Starts goroutines and sleeps three times as long as they take on an idle machine.",
      asPublished: true,
      from: "smoke",
      source: go("start-sleep"),
    },
    {
      id: "go/wait-group",
      title: "Go, WaitGroup",
      summary: "Waits for exactly as long as the goroutines take.",
      asPublished: true,
      from: "smoke",
      source: go("start-wait-group"),
    },
    {
      id: "python/threads",
      title: "Python, two threads",
      summary: "Two computations in turn, then in two threads at once.",
      from: "smoke",
      source: python("threads_cpu"),
    },
    {
      id: "go/two-goroutines",
      title: "Go, two goroutines",
      summary: "The same in two goroutines: shows whether this machine had two cores to give.",
      from: "smoke",
      source: go("parallel"),
    },
  ],
};

const asyncNull: Variant = {
  id: "ts/async-null",
  title: "Async functions",
  summary:
    "An async function that awaits null: yields to other promises only, no timer runs until all are done.",
  from: "smoke",
  source: here("yielding-tasks"),
};

const tasks: Experiment = {
  id: "tasks",
  title: "A hundred thousand tasks that yield once",
  question: "What do 100,000 tasks cost, in time and in memory, and what when all of them are alive at once?",
  metric: "workMs",
  ideal: "the size of what a task has to remember while it waits",
  variants: [
    asyncNull,
    copyOf(asyncNull),
    {
      id: "ts/then-chain",
      title: "Chains of then",
      summary: "A callback on a settled promise: no function is suspended, so there is little to remember.",
      from: "smoke",
      source: here("yielding-tasks"),
    },
    {
      id: "ts/set-immediate",
      title: "setImmediate",
      summary:
        "Yields to the whole event loop, timers and sockets included, and pays for a handle each time.",
      from: "smoke",
      source: here("yielding-tasks"),
    },
    {
      id: "ts/coroutines",
      title: "Generator coroutines",
      summary:
        "Generators in a run queue of our own, in the manner of the 2015 talk: no promise for any of them.",
      from: "smoke",
      source: here("yielding-tasks"),
    },
    {
      id: "python/tasks",
      title: "asyncio, 100,000 tasks",
      summary: "`create_task` of a coroutine that awaits `sleep(0)`, and `gather`.",
      asPublished: true,
      from: "smoke",
      source: python("tasks_asyncio"),
    },
    {
      id: "go/goroutines",
      title: "Goroutines",
      summary: "A goroutine each, which calls `runtime.Gosched` and tells a WaitGroup.",
      asPublished: true,
      from: "smoke",
      source: go("tasks"),
    },
  ],
};

const overChannels: Variant = {
  id: "ts/channel",
  title: "Workers over a channel",
  summary:
    "Workers receive jobs until the channel is closed; a job that throws cancels the others and is named.",
  from: "smoke",
  source: here("job-pools"),
};

const pool: Experiment = {
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
      source: python("pool_asyncio"),
    },
    {
      id: "python/queue-checked",
      title: "asyncio, two queues, errors handled",
      summary: "`task_done` in a `finally`, and failures kept for the caller.",
      from: "smoke",
      source: python("pool_asyncio_checked"),
    },
    {
      id: "go/channels",
      title: "Go, two channels",
      summary: "Workers range over a channel of jobs; a job that panics takes the whole program with it.",
      asPublished: true,
      from: "smoke",
      source: go("pool"),
    },
    {
      id: "go/channels-checked",
      title: "Go, two channels, errors returned",
      summary: "A result for every job, its answer or its error.",
      from: "smoke",
      source: go("pool-checked"),
    },
  ],
  waterfall: ["python/queue", "go/channels", "ts/queue", "ts/channel"],
};

const overLines: Variant = {
  id: "ts/lines",
  title: "Lines over a channel",
  summary: "Each page sends its line, or its error, on a channel, and is used as soon as it is there.",
  from: "smoke",
  source: here("scrape-kinds"),
};

const scrape: Experiment = {
  id: "scrape",
  title: "Five pages at once",
  question: "When is the first page there, when the last, and what is left of the others when one fails?",
  metric: "workMs",
  ideal: "the delay of the slowest page",
  variants: [
    overLines,
    copyOf(overLines),
    {
      id: "ts/settled",
      title: "All settled",
      summary: "Every page catches its own error, and all are looked at when the last is there.",
      from: "smoke",
      source: here("scrape-kinds"),
    },
    {
      id: "ts/gather",
      title: "Gather",
      summary: "All at once; the first failure cancels the rest.",
      from: "smoke",
      source: "lib/strategies/gather.ts",
    },
    {
      id: "ts/task-group",
      title: "Task group",
      summary: "As gather, and every failure is kept with the name of its page.",
      from: "smoke",
      source: "lib/primitives/task-group.ts",
    },
    {
      id: "python/lines",
      title: "aiohttp, gather of lines",
      summary:
        "Each coroutine catches every exception and returns a line; nothing is seen before the last one is there.",
      asPublished: true,
      from: "smoke",
      source: python("scrape_aiohttp"),
    },
    {
      id: "go/lines",
      title: "Go, lines over a channel",
      summary: "A goroutine for each page sends its line on a channel; main ranges over it.",
      asPublished: true,
      from: "smoke",
      source: go("scrape"),
    },
  ],
  waterfall: ["python/lines", "go/lines", "ts/gather", "ts/lines"],
};

const faced = (name: string, title: string, summary: string): Variant => ({
  id: `ts/${name}`,
  title,
  summary,
  from: "smoke",
  source: here("error-handling"),
});

const errors: Experiment = {
  id: "errors",
  title: "Six ways of going wrong",
  question:
    "Which faults does the caller learn of by their task, what goes on behind its back, and which siblings die?",
  metric: "counters.reportedShare",
  ideal: "every fault reported with its task, no work left running, no sibling killed",
  variants: [
    faced("serial", "Await in the loop", "One after the other: an error ends the loop."),
    faced("gather", "Gather", "All at once; the first failure cancels the rest."),
    faced("bounded", "Bounded", "Loops that share one index; the first error ends all of them."),
    faced(
      "workers",
      "Workers over a channel",
      "Workers that receive their items; the first error ends all of them.",
    ),
    faced("batches", "Batches", "One batch after the other; an error ends the run."),
    faced("stream", "Stream as completed", "Results as they come; the first error ends the loop."),
    faced(
      "task-group",
      "Task group",
      "The first error cancels the siblings, and every error is kept by its task.",
    ),
    faced("wait-group", "WaitGroup", "Waits for all, keeps the first error, and cancels nothing."),
    faced("promise-all", "Promise.all", "The first rejection comes out, the rest runs on unseen."),
    faced(
      "promise-all-settled",
      "Promise.allSettled",
      "Waits for all and keeps every rejection; cannot be cancelled.",
    ),
    faced("floating", "Floating promise", "Nobody waits; what fails later fails behind the caller's back."),
    faced("explicit", "Errors as values", "Each task's result is its answer or its error, as in Go."),
    {
      id: "python/gather",
      title: "asyncio, gather",
      summary: "The first exception comes out; the other tasks run on, and their exceptions are dropped.",
      from: "smoke",
      source: python("errors_asyncio"),
    },
    {
      id: "python/gather-return",
      title: "asyncio, gather with return_exceptions",
      summary: "Exceptions come back among the results, for the caller to look at.",
      from: "smoke",
      source: python("errors_asyncio"),
    },
    {
      id: "python/task-group",
      title: "asyncio, TaskGroup",
      summary:
        "The first exception cancels the others; all of them come out in a group. Python 3.11 and later.",
      from: "smoke",
      source: python("errors_asyncio"),
    },
    {
      id: "go/explicit",
      title: "Go, errors returned",
      summary: "Every task returns its error, and main receives all of them.",
      asPublished: true,
      from: "smoke",
      source: go("errors"),
    },
    {
      id: "go/ignored",
      title: "Go, errors ignored",
      summary: "The same errors, assigned to the blank identifier.",
      from: "smoke",
      source: go("errors"),
    },
  ],
};

/** Experiments of the essay that have no program here yet; the report shows each as not measured. */
const planned: readonly Experiment[] = [
  {
    id: "channel",
    title: "Channels and select",
    question: "What does handing over one item cost, buffered or not, and is select fair?",
    metric: "workMs",
    ideal: "one hand-off",
    variants: [],
  },
  {
    id: "blocking",
    title: "Work that blocks the loop",
    question: "How long does the event loop keep a timer waiting while a task computes?",
    metric: "counters.heartbeatDelayMaxMs",
    ideal: "the resolution of the timer",
    variants: [],
  },
  {
    id: "mixed",
    title: "Computing and waiting, mixed",
    question: "How does the gap between the languages change with the share of time that a task waits?",
    metric: "workMs",
    ideal: "no gap as the waiting grows",
    variants: [],
  },
  {
    id: "race",
    title: "Read, wait, write",
    question: "Which updates are lost when tasks share a counter?",
    metric: "counters.lostUpdates",
    ideal: "no update lost",
    variants: [],
  },
];

/** The experiments of the third essay, in the order of its chapters. */
export const experiments: readonly Experiment[] = [start, pool, scrape, tasks, errors, ...planned];
