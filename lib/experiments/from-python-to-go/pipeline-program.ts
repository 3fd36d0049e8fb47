import { readFile } from "node:fs/promises";
import path from "node:path";
import { projectFolder } from "../../paths.js";
import { codeShape } from "../code-shape.js";
import { type Argument, choiceIn, countIn, type JobOutcome } from "../job-program.js";
import { endingOf } from "../two-philosophies/ending.js";
import { messagesIn } from "../two-philosophies/error-handling.js";
import { FaultySteps, type PlantedFaults, pipelineFaults } from "./pipeline/faulty-steps.js";
import { type Welcome, welcomes } from "./pipeline/forms.js";

/** What the pipeline may take, in steps. */
const LIMIT_STEPS = 15;
/** After which a caller who has heard nothing never will. */
const HUNG_MS = 5_000;

/** What became of one run with faults planted in it. */
interface FaultRecord {
  readonly faults: number;
  /** Those that the caller learnt of. */
  readonly reported: number;
  /** Errors that nobody could catch: by default they end the process. */
  readonly uncaught: number;
  /** Runs that never came back to the caller, and threw nothing either. */
  readonly hung: number;
  readonly leftOpen: number;
}

/**
 * D1 `callbacks`: the pipeline in one style, counted in its syntax tree, and put to every fault.
 * Argument: `variant`, `stepMs`.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const variant = choiceIn(argument, "variant", welcomes);
  const stepMs = countIn(argument, "stepMs", 2);
  const source = path.join(projectFolder, "lib/experiments/from-python-to-go/pipeline", `${variant}.ts`);
  const shape = codeShape(await readFile(source, "utf8"));
  const startMs = performance.now();
  const receipt = await welcomes[variant](new FaultySteps(new Map(), stepMs), LIMIT_STEPS * stepMs);
  const records: FaultRecord[] = [];
  for (const faults of pipelineFaults) records.push(await put(welcomes[variant], faults, stepMs));
  const workMs = performance.now() - startMs;
  const sum = (name: keyof FaultRecord) => records.reduce((total, record) => total + record[name], 0);
  return {
    workMs,
    answers: [receipt],
    counters: {
      ...shape,
      faults: sum("faults"),
      faultsReported: sum("reported"),
      reportedShare: sum("reported") / sum("faults"),
      uncaught: sum("uncaught"),
      hung: sum("hung"),
      leftOpen: sum("leftOpen"),
    },
  };
}

async function put(welcome: Welcome, faults: PlantedFaults, stepMs: number): Promise<FaultRecord> {
  const steps = new FaultySteps(faults, stepMs);
  // Without a listener Node would end this process at the first error that nobody can catch.
  let notCaught = () => {};
  const uncaught = new Promise<{ readonly kind: "uncaught" }>((resolve) => {
    notCaught = () => resolve({ kind: "uncaught" });
  });
  process.once("uncaughtException", notCaught);
  const ended = endingOf(async () => welcome(steps, LIMIT_STEPS * stepMs), HUNG_MS);
  const ending = await Promise.race([ended, uncaught]);
  process.off("uncaughtException", notCaught);
  const messages = ending.kind === "failed" ? messagesIn(ending.error) : [];
  return {
    faults: steps.occurred.size,
    reported: [...steps.occurred].filter((fault) => messages.includes(fault)).length,
    uncaught: Number(ending.kind === "uncaught"),
    hung: Number(ending.kind === "hung"),
    leftOpen: steps.openCount,
  };
}
