/**
 * A worker of the servers that `worker-death` compares: `port serviceMs drains|dies`. It answers each request after a
 * wait, as a page does that asks a database. When it is asked to end, one that drains takes no further connections,
 * answers what it has begun and then ends; the other ends at once, as any program does that says nothing of SIGTERM.
 */
import { createServer } from "node:http";
import { ownUse } from "../../resource-use.js";
import { listenOnLoopback } from "../loopback.js";
import { tellAccountAtEnd } from "../worker-account.js";
import { DRAINING, PAGE } from "./mortal-worker.js";

const [port, serviceMs, onRequestToEnd] = process.argv.slice(2);
tellAccountAtEnd(ownUse);
const server = createServer((_request, response) => {
  setTimeout(() => response.end(PAGE), Number(serviceMs));
});
if (onRequestToEnd === "drains") {
  process.once("SIGTERM", () => {
    process.send?.(DRAINING, () => {});
    // A connection that the primary deals meanwhile is handed back to it, and goes to another worker.
    server.close(() => process.exit(0));
  });
}
await listenOnLoopback(server, Number(port));
