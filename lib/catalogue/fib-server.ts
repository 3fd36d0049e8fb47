import type { Document } from "./entry.js";
import { claims } from "./fib-server/claims.js";
import { experiments } from "./fib-server/experiments.js";
import { published } from "./fib-server/published.js";

/** D4: a TCP server that answers fib(n), after a talk of 2015; the essay adds Go to it. */
export const fibServer: Document = {
  id: "D4",
  slug: "fib-server",
  notebook: "04-fib-server",
  title: "concurrency in Python vs GO",
  year: "after 2015",
  setting:
    "Builds a TCP server that answers fib(n), after David Beazley's PyCon 2015 talk “Python Concurrency From the Ground Up: LIVE!”, then the same in Go, and loads both with the talk's clients.",
  published,
  experiments,
  claims,
};
