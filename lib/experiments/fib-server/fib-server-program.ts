/**
 * The fib servers in TypeScript, each a process of its own by the contract of server programs. Its argument is
 * `{"program":"fib-server","variant":"inline"}`, with `form` for how fib is computed and `workers` for how many
 * threads or processes share the work.
 */
import cluster from "node:cluster";
import { messageOf, UsageError } from "../../errors.js";
import { PROTOCOL } from "../../program.js";
import { ownUse } from "../../resource-use.js";
import { watchVitals } from "../../vitals.js";
import type { FibForm } from "../../workloads/fib-forms.js";
import { type Argument, choiceIn, countIn } from "../job-program.js";
import { parseArgument } from "../program-argument.js";
import { openCluster, runClusterWorker } from "./cluster-server.js";
import { openServer } from "./running-server.js";
import { serverVariants, type VariantOptions } from "./server-variants.js";

const example = { program: "fib-server", variant: "inline", form: "number", workers: 4 };
const fibForms: Record<FibForm, true> = { number: true, bigint: true, webassembly: true };

// A worker of a cluster has no standard input of its own: it ends with its channel to the primary.
if (cluster.isPrimary) {
  const inputEnded = new Promise<void>((resolve) => {
    process.stdin
      .on("end", resolve)
      .on("error", () => resolve())
      .resume();
  });
  await run((argument) => serveUntil(inputEnded, argument));
} else {
  await run((argument) => runClusterWorker(optionsIn(argument)));
}

async function run(serve: (argument: Argument) => Promise<void>): Promise<void> {
  try {
    await serve(parseArgument(process.argv.slice(2), example));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`, () => process.exit(error instanceof UsageError ? 2 : 1));
  }
}

async function serveUntil(inputEnded: Promise<void>, argument: Argument): Promise<void> {
  const variant = choiceIn(argument, "variant", { ...serverVariants, cluster: true });
  const options = optionsIn(argument);
  const server =
    variant === "cluster" ? await openCluster(options.workers) : await openServer(variant, options);
  const endVitals = watchVitals();
  print({ port: server.port });
  await Promise.race([inputEnded, server.failed]);
  const children = await server.close();
  const counters = { ...endVitals(), ...server.counters };
  print({ usage: { self: ownUse(), children }, counters }, () => process.exit(0));
}

function print(report: object, afterwards?: () => void): void {
  process.stdout.write(`${JSON.stringify({ protocol: PROTOCOL, ...report })}\n`, afterwards);
}

function optionsIn(argument: Argument): VariantOptions {
  return {
    workers: countIn(argument, "workers", example.workers),
    form: choiceIn({ form: example.form, ...argument }, "form", fibForms),
  };
}
