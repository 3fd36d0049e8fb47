import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

const overLines: Variant = {
  id: "ts/lines",
  title: "Lines over a channel",
  summary: "Each page sends its line, or its error, on a channel, and is used as soon as it is there.",
  from: "smoke",
  source: here("scrape-kinds"),
};

export const scrape: Experiment = {
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
      source: pythonProgram("scrape_aiohttp"),
    },
    {
      id: "go/lines",
      title: "Go, lines over a channel",
      summary: "A goroutine for each page sends its line on a channel; main ranges over it.",
      asPublished: true,
      from: "smoke",
      source: goProgram("scrape"),
    },
  ],
  waterfall: ["python/lines", "go/lines", "ts/gather", "ts/lines"],
};
