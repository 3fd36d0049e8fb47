import type { ResultFile } from "../store/result.js";

/**
 * One result file from those of single experiments of the same document on the same machine, in the order in which
 * they were measured: every experiment and every version, from the first one's start to the last one's end.
 */
export function mergeResults(parts: readonly ResultFile[]): ResultFile {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) throw new RangeError("Expected at least one result to merge, got none.");
  return {
    ...first,
    provenance: {
      ...first.provenance,
      finishedAt: last.provenance.finishedAt,
      versions: Object.assign({}, ...parts.map((part) => part.provenance.versions)),
    },
    experiments: Object.assign({}, ...parts.map((part) => part.experiments)),
  };
}
