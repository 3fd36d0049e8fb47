import type { Document } from "./entry.js";
import { claims } from "./two-philosophies/claims.js";
import { experiments } from "./two-philosophies/experiments.js";

/** D3: how Python and Go think about concurrency; one claim about speed, and no figures. */
export const twoPhilosophies: Document = {
  id: "D3",
  slug: "two-philosophies",
  notebook: "03-two-philosophies",
  title: "Two philosophies of concurrency",
  year: "undated",
  setting:
    "An essay whose copy carries neither title nor date (the title here is ours): sets Python's asyncio beside Go's goroutines, from starting a task over a worker pool and a scraper to errors and 100,000 tasks.",
  published: [],
  experiments,
  claims,
};
