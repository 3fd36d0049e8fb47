import type { Experiment, Variant } from "../entry.js";

const written = (name: string, title: string, summary: string): Variant => ({
  id: `ts/${name}`,
  title,
  summary,
  from: "smoke",
  source: `lib/experiments/from-python-to-go/pipeline/${name}.ts`,
});

export const callbacks: Experiment = {
  id: "callbacks",
  title: "Callbacks and their successors",
  question: "How tangled is one pipeline in each style, and do its errors reach the caller?",
  metric: "counters.nesting",
  ideal: "a nesting of 1, and every fault reported",
  variants: [
    written("callbacks", "Callbacks", "Each step inside the callback of the one before it."),
    written(
      "callbacks-named",
      "Callbacks, named",
      "The same with a named function for each callback: flat, but what a step throws is still nobody's.",
    ),
    written("promises", "Promises", "A chain of `then`, with one `finally`."),
    written("async-await", "async and await", "As if every step blocked, with `try` and `finally`."),
    written("generators", "Generators", "A generator that yields its promises to a driver of twenty lines."),
    written("channels", "Channels", "A task of a group for each step, with a channel to the next one."),
  ],
};
