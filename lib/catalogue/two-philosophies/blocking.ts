import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

const typescript = (name: string, title: string, summary: string): Variant => ({
  id: `ts/${name}`,
  title,
  summary,
  from: "smoke",
  source: here("blocking-ways"),
});

const asyncio = (name: string, title: string, summary: string): Variant => ({
  id: `python/${name}`,
  title,
  summary,
  from: "smoke",
  source: pythonProgram("blocking_asyncio"),
});

const idle = typescript("idle", "Idle loop", "Only waits: how late a timer is when nothing is in its way.");

export const blocking: Experiment = {
  id: "blocking",
  title: "Work that blocks the loop",
  question: "How long does a timer wait for its turn while a task computes?",
  metric: "counters.heartbeatDelayP99Ms",
  ideal: "the resolution of the timer",
  variants: [
    idle,
    copyOf(idle),
    typescript("inline", "Inline", "Computes in one go: no timer has a turn until it is done."),
    typescript(
      "sliced-promises",
      "Sliced, await null",
      "Computes in slices and awaits `null` between them, which lets promises run and no timer.",
    ),
    typescript(
      "sliced",
      "Sliced, setImmediate",
      "Computes in slices and goes once round the event loop after each.",
    ),
    typescript(
      "offloaded",
      "Offloaded to a thread",
      "A worker thread computes, and the event loop waits for it.",
    ),
    asyncio("idle", "asyncio, idle", "Only waits."),
    asyncio("inline", "asyncio, inline", "Computes in one go in a coroutine."),
    asyncio("sliced", "asyncio, sliced", "Computes in slices and awaits `sleep(0)` between them."),
    asyncio(
      "thread",
      "asyncio, to_thread",
      "A thread computes, and shares the interpreter's lock with the loop by turns of five milliseconds.",
    ),
    {
      id: "go/inline",
      title: "Go, inline",
      summary: "A goroutine computes in one go; the timer's goroutine has another core.",
      from: "smoke",
      source: goProgram("blocking"),
    },
    {
      id: "go/one-core",
      title: "Go, inline, one core",
      summary: "The same with a single core: the scheduler interrupts whoever computes for ten milliseconds.",
      from: "full",
      source: goProgram("blocking"),
    },
  ],
};
