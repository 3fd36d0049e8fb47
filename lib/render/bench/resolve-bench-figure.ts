import { benchWorks } from "../../catalogue/bench/works.js";
import type { BenchFile } from "../../store/bench-file.js";
import { benchFigures, benchRows } from "./bench-rows.js";

/** Looks up what follows `bench/` in a path, computing it anew; see `path`. */
export function resolveBenchFigure(
  [machine, workId = "", which = "", subject = "", baseline = ""]: readonly string[],
  benches: readonly BenchFile[],
): number | undefined {
  const file = benches.find((bench) => bench.machine.id === machine);
  const work = benchWorks.find(({ id }) => id === workId);
  if (!file || !work || !Object.hasOwn(file.works, workId)) return undefined;
  const samples = file.works[workId]!;
  if (which === "median") {
    return benchFigures(work, samples).find(({ id }) => id === subject)?.middle ?? undefined;
  }
  if (which !== "low" && which !== "ratio" && which !== "high") return undefined;
  const row = benchRows(work, samples).find((each) => each.subject === subject && each.baseline === baseline);
  return row?.[which] ?? undefined;
}
