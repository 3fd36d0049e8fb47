import { catchEmAll } from "./catch-em-all.js";
import type { Document } from "./entry.js";
import { fibServer } from "./fib-server.js";
import { fromPythonToGo } from "./from-python-to-go.js";
import { twoPhilosophies } from "./two-philosophies.js";

/** The documents in the order of their notebooks. */
export const documents: readonly Document[] = [fromPythonToGo, catchEmAll, twoPhilosophies, fibServer];
