import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { variantsOf } from "../variants-of.js";
import { fetch } from "./fetch.js";

const handled = (variant: Pick<Variant, "id" | "title" | "summary" | "from">): Variant => ({
  ...variant,
  source: "lib/experiments/catch-em-all/fault-handling.ts",
});

const [gather, aiohttpGather, goroutines, goroutinesChecked] = variantsOf(
  fetch,
  "ts/gather",
  "python/aiohttp-gather",
  "go/goroutines",
  "go/goroutines-checked",
);

export const faults: Experiment = {
  id: "faults",
  title: "Answers that go wrong",
  question: "What is left of the other documents when one answer is late, wrong, cut short or refused?",
  metric: "counters.others",
  ideal: "every other document obtained, every fault named",
  variants: [
    handled({
      id: "ts/gather",
      title: gather!.title,
      summary: "All at once; the first error cancels every other document, and names its own.",
      from: "quick",
    }),
    handled({
      id: "ts/settled",
      title: "All settled",
      summary: "Each error stays with its document, and the others go on.",
      from: "quick",
    }),
    handled({
      id: "ts/retrying",
      title: "All settled, tried again",
      summary: "A document that fails is asked for again, up to three times, when its Retry-After says so.",
      from: "smoke",
    }),
    aiohttpGather!,
    {
      id: "python/aiohttp-checked",
      title: "aiohttp, gather, errors handled",
      summary: "Each coroutine keeps its error to itself; an answer that is no success is one.",
      from: "smoke",
      source: pythonProgram("fetch_aiohttp_checked"),
    },
    {
      id: "python/aiohttp-retrying",
      title: "aiohttp, gather, tried again",
      summary:
        "The same, and what fails is asked for again, up to three times, when its Retry-After says so.",
      from: "full",
      source: pythonProgram("fetch_aiohttp_retrying"),
    },
    goroutines!,
    { ...goroutinesChecked!, from: "smoke" },
    {
      id: "go/goroutines-retrying",
      title: "Go, a goroutine each, tried again",
      summary:
        "The same, and what fails is asked for again, up to three times, when its Retry-After says so.",
      from: "full",
      source: goProgram("fetch-goroutines-retrying"),
    },
  ],
};
