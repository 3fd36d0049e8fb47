/**
 * A cluster whose workers die, by the contract of server programs. The argument's `onDeath` says what the primary
 * does about it. A GET of `/SIGKILL` or `/SIGTERM` on the `control` port strikes one worker that serves; what that
 * did to the capacity is told at the end.
 */
import { createServer } from "node:http";
import { shown, UsageError } from "../../errors.js";
import { seededRandom } from "../../stats/random.js";
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";
import { type OnDeath, Supervisor } from "./supervisor.js";

const ANSWERS: readonly OnDeath[] = ["log-only", "respawn", "respawn-draining"];
const SIGNALS = ["SIGKILL", "SIGTERM"] as const;
const MOST_WORKERS = 64;

await runServerProgram(async ({ onDeath = "log-only", workers = 4, serviceMs = 10, seed = 1 }) => {
  const answer = ANSWERS.find((name) => name === onDeath);
  if (!answer) {
    throw new UsageError(`expected \`onDeath\` to be one of ${ANSWERS.join(", ")}, came ${shown(onDeath)}`);
  }
  const supervisor = await Supervisor.open({
    onDeath: answer,
    workerCount: integer("workers", workers, 1, MOST_WORKERS),
    serviceMs: integer("serviceMs", serviceMs, 0, 10_000),
    random: seededRandom(integer("seed", seed, 0, Number.MAX_SAFE_INTEGER)),
  });
  const control = createServer((request, response) => {
    const signal = SIGNALS.find((name) => request.url === `/${name}`);
    if (!signal) response.writeHead(404).end();
    else response.end(`${supervisor.strike(signal) ?? "nobody"}\n`);
  });
  let counters: Record<string, number> = {};
  return {
    report: { port: supervisor.port, ports: { control: await listenOnLoopback(control) } },
    counters: () => counters,
    cleanUp() {
      counters = supervisor.stopCounting();
    },
    endChildren: () => supervisor.close(),
  };
});

function integer(name: string, value: unknown, minimum: number, maximum: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum)
    return value;
  throw new UsageError(
    `expected \`${name}\` to be an integer from ${minimum} to ${maximum}, came ${shown(value)}; try ${minimum + 1}`,
  );
}
