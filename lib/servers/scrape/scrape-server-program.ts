/**
 * The server of the pages to scrape, by the contract of server programs: plain HTTP on loopback. Its argument is
 * `{"unitMs": 10}`, what one unit of a page's delay lasts. Below `/failing` the same pages are served but for one,
 * whose connection is reset when its answer is due.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { shown, UsageError } from "../../errors.js";
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";
import { FAILING, FAILING_PAGE, pages } from "./pages.js";

await runServerProgram(async ({ unitMs = 10 }) => {
  if (typeof unitMs !== "number" || !Number.isInteger(unitMs) || unitMs < 0 || unitMs > 1000) {
    throw new UsageError(
      `expected \`unitMs\` to be an integer from 0 to 1000, came ${shown(unitMs)}; try 10`,
    );
  }
  let requests = 0;
  const bodies = new Map(pages.map(({ path, bytes }) => [path, Buffer.alloc(bytes, `${path} `)]));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    const failing = request.url!.startsWith(`${FAILING}/`);
    const path = failing ? request.url!.slice(FAILING.length) : request.url!;
    const page = pages.find((candidate) => candidate.path === path);
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    setTimeout(() => {
      if (failing && path === FAILING_PAGE) request.socket.resetAndDestroy();
      else response.end(bodies.get(path));
    }, page.delayUnits * unitMs);
  });
  const port = await listenOnLoopback(server);
  return { report: { port }, counters: () => ({ requests }), cleanUp: () => {} };
});
