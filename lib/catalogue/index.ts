import { catchEmAll } from "./catch-em-all.js";
import type { Document } from "./entry.js";

/** The documents in the order of their notebooks. */
export const documents: readonly Document[] = [catchEmAll];
