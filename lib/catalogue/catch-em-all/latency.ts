import type { Experiment } from "../entry.js";
import { variantsOf } from "../variants-of.js";
import { fetch } from "./fetch.js";

export const latency: Experiment = {
  id: "latency",
  title: "Speed-up against round-trip time",
  question: "Does going concurrent gain more the longer each answer is waited for?",
  metric: "workMs",
  ideal: "as many times as fast as there are documents",
  variants: variantsOf(
    fetch,
    "ts/await-in-loop",
    "ts/await-in-loop-copy",
    "ts/gather",
    "python/aiohttp-loop",
    "python/aiohttp-gather",
    "go/serial",
    "go/goroutines",
  ),
};
