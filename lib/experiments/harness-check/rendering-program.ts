import path from "node:path";
import { UsageError } from "../../errors.js";
import { projectFolder } from "../../paths.js";
import { renderReport } from "../../render/report.js";
import { readResults } from "../../store/read-results.js";
import { type Argument, countIn, type JobOutcome } from "../job-program.js";

/**
 * Renders one report of `machines` machines: the project's results, again and again under other names, so that each
 * machine has as much as a real one.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const machineCount = countIn(argument, "machines", 10);
  const startMs = performance.now();
  const results = await readResults(path.join(projectFolder, "results"));
  const [first] = results;
  if (first === undefined) throw new UsageError("Expected results to render, got none; try `npm start`");
  const own = results.filter(({ machine }) => machine.id === first.machine.id);
  const copies = Array.from({ length: machineCount }, (_, index) =>
    own.map((file) => ({ ...file, machine: { ...file.machine, id: `${file.machine.id}-${index}` } })),
  );
  const page = renderReport(copies.flat()).get("index.html")!;
  return {
    workMs: performance.now() - startMs,
    answers: [String(machineCount)],
    counters: { machines: machineCount, pageBytes: Buffer.byteLength(page) },
  };
}
