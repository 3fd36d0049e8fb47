import { messageOf, UsageError } from "../errors.js";
import { type JobReport, PROTOCOL } from "../program.js";
import { noUse, ownUse } from "../resource-use.js";
import { watchVitals } from "../vitals.js";
import { digestOf } from "./digest.js";
import { type Argument, choiceIn, type JobProgram } from "./job-program.js";
import { parseArgument } from "./program-argument.js";

/** The one entry of all TypeScript programs: runs the one that its JSON argument names, by the program contract. */
const programs: Readonly<Record<string, () => Promise<JobProgram>>> = {
  "from-python-to-go/dns-deadline": () => import("./from-python-to-go/resolve-program.js"),
  "from-python-to-go/hello-load": () => import("./from-python-to-go/hello-load-program.js"),
  "from-python-to-go/not-parallelism": () => import("./from-python-to-go/compute-program.js"),
  "from-python-to-go/spread-load": () => import("./from-python-to-go/spread-load-program.js"),
  "from-python-to-go/worker-death-load": () => import("./from-python-to-go/worker-death-load-program.js"),
  "from-python-to-go/loop-delay": () => import("./from-python-to-go/loop-delay-program.js"),
  "from-python-to-go/callbacks": () => import("./from-python-to-go/pipeline-program.js"),
  "catch-em-all/fetch": () => import("./catch-em-all/fetch-program.js"),
  "catch-em-all/faults": () => import("./catch-em-all/faults-program.js"),
  "catch-em-all/capture": () => import("./catch-em-all/capture-program.js"),
  "two-philosophies/start": () => import("./two-philosophies/start-program.js"),
  "two-philosophies/pool": () => import("./two-philosophies/pool-program.js"),
  "two-philosophies/scrape": () => import("./two-philosophies/scrape-program.js"),
  "two-philosophies/tasks": () => import("./two-philosophies/tasks-program.js"),
  "two-philosophies/errors": () => import("./two-philosophies/errors-program.js"),
  "two-philosophies/channel": () => import("./two-philosophies/channel-program.js"),
  "two-philosophies/blocking": () => import("./two-philosophies/blocking-program.js"),
  "two-philosophies/mixed": () => import("./from-python-to-go/compute-program.js"),
  "two-philosophies/race": () => import("./two-philosophies/race-program.js"),
  "harness-check/rendering": () => import("./harness-check/rendering-program.js"),
  "soak/live-tasks": () => import("./soak/live-tasks-program.js"),
  "bench/bench": () => import("./bench/bench-program.js"),
  "fib-server/load": () => import("./fib-server/load-program.js"),
  "fib-server/interference-load": () => import("./fib-server/interference-load-program.js"),
  "fib-server/crossover": () => import("./fib-server/crossover-program.js"),
};

const example = { program: "catch-em-all/capture", variant: "let", tasks: 10 };

endWithStandardInput();
try {
  const report = await runJob(parseArgument(process.argv.slice(2), example));
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`, () => process.exit(error instanceof UsageError ? 2 : 1));
}

async function runJob(argument: Argument): Promise<JobReport> {
  const load = programs[choiceIn(argument, "program", programs)]!;
  const program = await load();
  const endVitals = watchVitals();
  const { workMs, answers, counters, trace, latencies } = await program.run(argument);
  const vitals = endVitals();
  return {
    protocol: PROTOCOL,
    workMs,
    digest: digestOf(answers),
    // What a program counts of its work alone goes before the same of the whole program.
    counters: { ...vitals, ...counters },
    // Node cannot tell what its children used; no TypeScript program has any.
    usage: { self: ownUse(), children: noUse },
    ...(trace && { trace }),
    ...(latencies && { latencies }),
  };
}

function endWithStandardInput(): void {
  process.stdin.on("end", () => process.exit(1));
  process.stdin.on("error", () => process.exit(1));
  process.stdin.resume();
}
