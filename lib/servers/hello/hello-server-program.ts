/**
 * The hello-world servers in TypeScript, by the contract of server programs. The argument is `{"workers": 0}` for the
 * server of one process, or how many worker processes its cluster has.
 */
import cluster from "node:cluster";
import { shown, UsageError } from "../../errors.js";
import { watchVitals } from "../../vitals.js";
import { runServerProgram } from "../server-program.js";
import { openHelloCluster, runHelloWorker } from "./hello-cluster.js";
import { serveHello } from "./hello-server.js";

const MOST_WORKERS = 256;

// A worker of a cluster has no standard input of its own: it ends with its channel to the primary.
if (cluster.isWorker) {
  await runHelloWorker();
} else {
  await runServerProgram(async ({ workers = 0 }) => {
    if (typeof workers !== "number" || !Number.isInteger(workers) || workers < 0 || workers > MOST_WORKERS) {
      throw new UsageError(
        `expected \`workers\` to be an integer from 0 to ${MOST_WORKERS}, came ${shown(workers)}; try 0 for a single process`,
      );
    }
    const vitalsOnly = { counters: watchVitals(), cleanUp: () => {} };
    if (workers === 0) return { report: { port: await serveHello() }, ...vitalsOnly };
    const { port, close } = await openHelloCluster(workers);
    return { report: { port }, ...vitalsOnly, endChildren: close };
  });
}
