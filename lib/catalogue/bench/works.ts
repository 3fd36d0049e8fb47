import type { BenchWork } from "./bench-work.js";
import { libraryWorks } from "./library-works.js";
import { programWorks } from "./program-works.js";

/** The table of speed and memory: what the library is held to, in the order in which it is measured and shown. */
export const benchWorks: readonly BenchWork[] = [...libraryWorks, ...programWorks];
