import { type Argument, choiceIn, countIn, type JobOutcome } from "../job-program.js";
import { endingOf } from "./ending.js";
import { type ErrorHandling, errorHandlings, messagesIn } from "./error-handling.js";
import { type FaultScenario, FaultyTasks, faultCorpus, TASK_COUNT } from "./fault-corpus.js";

/** How a run that its caller cancels says so. */
const CANCELLED = "cancelled by the caller";
/** Far more than any scenario takes, even one task after the other. */
const LIMIT_STEPS = 20 * TASK_COUNT;

/** What became of one scenario. */
interface ScenarioRecord {
  readonly name: FaultScenario["name"];
  /** Faults that came about, the caller's cancelling among them. */
  readonly faults: number;
  /** Those that the caller learnt of, by the name of their task. */
  readonly reported: number;
  /** Tasks that still ran when the run had come to its end. */
  readonly leaked: number;
  readonly siblingsKilled: number;
  readonly hung: number;
}

/**
 * D3 `errors`: one way of running tasks against the whole corpus of faults, a scenario after the other.
 * Argument: `variant`, `stepMs`.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const handling: ErrorHandling = errorHandlings[choiceIn(argument, "variant", errorHandlings)];
  const stepMs = countIn(argument, "stepMs", 10);
  let unhandled = 0;
  // Without a listener Node would end this process at the first rejection that nobody handles.
  process.on("unhandledRejection", () => {
    unhandled += 1;
  });

  const startMs = performance.now();
  const records: ScenarioRecord[] = [];
  for (const scenario of faultCorpus) records.push(await put(handling, scenario, stepMs));
  const workMs = performance.now() - startMs;

  const sum = (count: (record: ScenarioRecord) => number) =>
    records.reduce((total, record) => total + count(record), 0);
  const faults = sum((record) => record.faults);
  const reported = sum((record) => record.reported);
  return {
    workMs,
    answers: records.map(({ name, ...counts }) => `${name} ${JSON.stringify(counts)}`),
    counters: {
      faults,
      reported,
      reportedShare: reported / faults,
      leaked: sum((record) => record.leaked),
      siblingsKilled: sum((record) => record.siblingsKilled),
      hung: sum((record) => record.hung),
      unhandled,
      ...Object.fromEntries(
        records.map(({ name, ...record }) => [`${name}Reported`, record.reported / record.faults]),
      ),
    },
  };
}

async function put(
  handling: ErrorHandling,
  scenario: FaultScenario,
  stepMs: number,
): Promise<ScenarioRecord> {
  const tasks = new FaultyTasks(scenario, stepMs);
  const { cancelledAfterSteps } = scenario;
  const cancelling = new AbortController();
  if (cancelledAfterSteps !== undefined) {
    setTimeout(() => cancelling.abort(new Error(CANCELLED)), cancelledAfterSteps * stepMs);
  }
  const ending = await endingOf(
    async () => handling({ numbers: tasks.numbers, work: tasks.work, signal: cancelling.signal }),
    LIMIT_STEPS * stepMs,
  );
  const leaked = tasks.runningCount;
  await tasks.idle();
  const errors = ending.kind === "ended" ? ending.value : ending.kind === "failed" ? [ending.error] : [];
  const messages = errors.flatMap(messagesIn);
  const faults = [...tasks.occurred, ...(cancelledAfterSteps === undefined ? [] : [CANCELLED])];
  return {
    name: scenario.name,
    faults: faults.length,
    reported: faults.filter((fault) => messages.includes(fault)).length,
    leaked,
    siblingsKilled: tasks.killedCount,
    hung: Number(ending.kind === "hung"),
  };
}
