import { expect, it } from "vitest";
import { mergeResults } from "../../lib/experiments/merge-results.js";
import type { ResultFile } from "../../lib/store/result.js";

const part = (experiment: string, startedAt: string, finishedAt: string) =>
  ({
    document: "catch-em-all",
    provenance: { startedAt, finishedAt, versions: { node: "20", [experiment]: "1" } },
    experiments: { [experiment]: { id: experiment } },
  }) as unknown as ResultFile;

it("merges experiments from the first one's start to the last one's end", () => {
  const merged = mergeResults([part("fetch", "T1", "T2"), part("why", "T3", "T4")]);
  expect(Object.keys(merged.experiments)).toEqual(["fetch", "why"]);
  expect(merged.provenance).toMatchObject({
    startedAt: "T1",
    finishedAt: "T4",
    versions: { node: "20", fetch: "1", why: "1" },
  });
});

it("refuses to merge nothing", () => {
  expect(() => mergeResults([])).toThrow(/at least one/);
});
