import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

const awaited: Variant = {
  id: "ts/awaited-channel",
  title: "Channel between async functions",
  summary:
    "The library's channel: what can complete does so at once, and only what must wait makes a promise.",
  from: "smoke",
  source: here("channel-shapes"),
};

export const channel: Experiment = {
  id: "channel",
  title: "Channels and select",
  question: "What does handing over one item cost, buffered or not, and is select fair?",
  metric: "counters.perItemMs",
  ideal: "one hand-off: a value copied, and one task put in another's place",
  variants: [
    awaited,
    copyOf(awaited),
    {
      id: "ts/generator-channel",
      title: "Channel between generators",
      summary:
        "The same between coroutines of a scheduler of our own, which makes no promise for any of them.",
      from: "smoke",
      source: here("channel-shapes"),
    },
    {
      id: "python/asyncio-queue",
      title: "asyncio.Queue",
      summary:
        "Holds one value at least; it has no select, so `asyncio.wait` waits for a task on each queue.",
      from: "smoke",
      source: pythonProgram("channel_asyncio"),
    },
    {
      id: "go/channel",
      title: "Go's channel",
      summary:
        "Part of the language: the scheduler hands a waiting goroutine its value, under a lock. Where it selects among channels it uses `reflect.Select`, which takes any number of them and costs more than a `select` written out.",
      from: "smoke",
      source: goProgram("channel"),
    },
  ],
};
