import type { Document } from "./entry.js";
import { claims } from "./from-python-to-go/claims.js";
import { experiments } from "./from-python-to-go/experiments.js";

/** D1: why somebody left Python, tried Node.js in thought, and took Go; an essay without figures. */
export const fromPythonToGo: Document = {
  id: "D1",
  slug: "from-python-to-go",
  notebook: "01-from-python-to-go",
  title: "Why I Went From Python to Go (and not node.js)",
  year: "about 2012",
  setting:
    "Tells how its author looked for easy concurrency in gevent, in Node.js's callbacks and cluster, and in Go, with short listings of each and no figures.",
  published: [],
  experiments,
  claims,
};
