/**
 * A primary process and its workers behind one port, by the contract of server programs. The argument's `dispatch`
 * says who gives a connection to a worker: `round-robin` and `none` are cluster's SCHED_RR and SCHED_NONE, and
 * `least-loaded` is a primary of our own. What each worker did is told at the end, in counts of the workers.
 */
import { shown, UsageError } from "../../errors.js";
import { totalUse } from "../../resource-use.js";
import { runServerProgram } from "../server-program.js";
import { openClustered } from "./clustered.js";
import { openDispatched } from "./dispatched.js";
import type { WorkerGroup } from "./worker-group.js";
import type { WorkerAccount } from "./worker-message.js";

const MOST_WORKERS = 64;

const dispatches: Readonly<Record<string, (workerCount: number) => Promise<WorkerGroup>>> = {
  "round-robin": (workerCount) => openClustered(workerCount, "round-robin"),
  none: (workerCount) => openClustered(workerCount, "none"),
  "least-loaded": openDispatched,
};

await runServerProgram(async ({ dispatch = "round-robin", workers = 4 }) => {
  const open = Object.entries(dispatches).find(([name]) => name === dispatch)?.[1];
  if (!open) {
    const names = Object.keys(dispatches).join(", ");
    throw new UsageError(`expected \`dispatch\` to be one of ${names}, came ${shown(dispatch)}`);
  }
  if (typeof workers !== "number" || !Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) {
    throw new UsageError(
      `expected \`workers\` to be an integer from 1 to ${MOST_WORKERS}, came ${shown(workers)}; try 4`,
    );
  }
  const group = await open(workers);
  let accounts: readonly WorkerAccount[] = [];
  return {
    report: { port: group.port },
    counters: () => countersOf(accounts),
    cleanUp: () => {},
    async endChildren() {
      accounts = await group.close();
      return totalUse(accounts.map(({ use }) => use));
    },
  };
});

function countersOf(accounts: readonly WorkerAccount[]): Record<string, number> {
  return Object.fromEntries(
    accounts.flatMap(({ requests, work }, index) => [
      [`worker${index + 1}Requests`, requests],
      [`worker${index + 1}Work`, work],
    ]),
  );
}
