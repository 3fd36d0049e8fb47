/** What every worker answers to everything. */
export const PAGE = "done\n";

/** A worker's word for taking no further connections: another may take its place while it finishes. */
export const DRAINING = "draining";
