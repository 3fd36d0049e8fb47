import { once } from "node:events";
import { connect } from "node:net";
import { availableParallelism } from "node:os";
import type { VariantId } from "../../catalogue/entry.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { runJob, type SampleBody } from "../../measure/run-job.js";
import { type ServerProgram, startServer } from "../../measure/server-program.js";
import { compiledModule } from "../../paths.js";
import { fibAnswer } from "../../workloads/fib.js";
import { digestOf } from "../digest.js";
import {
  type ParameterSpec,
  type Preparation,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";
import { languageOf } from "../programs.js";
import type { Settings } from "../settings.js";

const parameters = {
  tasksPerCore: {
    smoke: 5,
    quick: 5,
    full: 5,
    minimum: 1,
    maximum: 100,
    says: "tasks of a trial for each core",
  },
  trials: {
    smoke: 1,
    quick: 2,
    full: 10,
    minimum: 1,
    maximum: 100,
    says: "how many times all tasks are started",
  },
  busyPerCore: {
    smoke: 2,
    quick: 4,
    full: 4,
    minimum: 1,
    maximum: 64,
    says: "busy processes beside them for each core",
  },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** What a task computes, so that it takes some milliseconds in each language; and in `cpu` a tenth of a second. */
const FIB = { typescript: 28, python: 20, pypy: 20, go: 31 };
const LONG_FIB = { typescript: 35, python: 26, pypy: 26, go: 35 };

/** Variants that show whether two computations run at once, and take no part in the other cells. */
const CPU_VARIANTS: readonly VariantId[] = ["python/threads", "go/two-goroutines"];

/** How many times as long as the tasks take a program sleeps that does not wait for them. */
const PATIENCE = 3;
const LEAST_PATIENCE_MS = 20;

const START_LIMIT_MS = 30_000;
const TIME_LIMIT_MS = 120_000;

/** D3 `start`: tasks lost by programs that do not wait for them, on an idle machine and on a loaded one. */
export const start: RunnableExperiment = {
  document: "two-philosophies",
  id: "start",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const tasks = chosen.tasksPerCore * availableParallelism();
    const busyProcesses = chosen.busyPerCore * availableParallelism();
    const patienceMs = await measurePatience(tasks, settings, preparation);
    const load = await startServer(
      { file: process.execPath, args: [compiledModule("servers", "load", "load-server-program.js")] },
      { processes: busyProcesses },
      { startLimitMs: START_LIMIT_MS, signal: preparation.signal },
    );
    const job = { tasks, trials: chosen.trials, patienceMs };
    const cells = [
      startingCell("idle", 0, job),
      startingCell("loaded", busyProcesses, job, load),
      cpuCell(chosen.trials),
    ];
    const close = async () => void (await load.stop());
    try {
      return await prepareJobs(
        { document: twoPhilosophies, id: "start", timed: false, parameters: chosen, cells, close },
        await findPrograms(twoPhilosophies, "start", settings, preparation),
        preparation,
      );
    } catch (thrown) {
      await load.kill();
      throw thrown;
    }
  },
};

interface StartJob {
  readonly tasks: number;
  readonly trials: number;
  readonly patienceMs: number;
}

function startingCell(id: string, busyProcesses: number, job: StartJob, load?: ServerProgram): JobCell {
  return {
    id,
    description: { parameters: { ...job, busyProcesses } },
    runs: (variant) => !CPU_VARIANTS.includes(variant),
    argument: (variant) => ({ ...job, fib: FIB[languageOf(variant)] }),
    timeLimitMs: TIME_LIMIT_MS,
    expectedDigest: () => digestOf([String(job.tasks * job.trials)]),
    ...(load && { around: (run) => underLoad(load, run) }),
  };
}

function cpuCell(trials: number): JobCell {
  return {
    id: "cpu",
    description: { parameters: { threads: 2, trials } },
    runs: (variant) => CPU_VARIANTS.includes(variant),
    argument: (variant) => ({ trials, fib: LONG_FIB[languageOf(variant)] }),
    timeLimitMs: TIME_LIMIT_MS,
    expectedDigest: (variant) => digestOf([String(fibAnswer(LONG_FIB[languageOf(variant)]))]),
  };
}

/** The machine is busy while somebody is connected to the load server. */
async function underLoad(load: ServerProgram, run: () => Promise<SampleBody>): Promise<SampleBody> {
  const socket = connect(load.report.port, "127.0.0.1");
  try {
    await once(socket, "data");
    return await run();
  } finally {
    socket.destroy();
  }
}

/**
 * How long somebody sleeps who has measured on an idle machine how long the tasks take, and is generous: taken from
 * the processor time that they need, since this machine may not be idle now.
 */
async function measurePatience(tasks: number, settings: Settings, preparation: Preparation): Promise<number> {
  const programs = await findPrograms(twoPhilosophies, "start", settings, preparation);
  const program = programs.get("go/wait-group");
  if (!program || "missing" in program) return LEAST_PATIENCE_MS;
  const { cpuUserMs = 0 } = await runJob(
    program.command,
    { ...program.argument, tasks, trials: 1, fib: FIB.go },
    { timeLimitMs: TIME_LIMIT_MS, signal: preparation.signal },
  );
  return Math.max(LEAST_PATIENCE_MS, Math.ceil((PATIENCE * cpuUserMs) / availableParallelism()));
}
