import { createServer } from "node:http";
import { listenOnLoopback } from "../loopback.js";

/** What every hello server answers to everything. */
export const GREETING = "hello world\n";

/** The server of one process; `cluster` is made of several of them. */
export function serveHello(): Promise<number> {
  return listenOnLoopback(createServer((_request, response) => response.end(GREETING)));
}
