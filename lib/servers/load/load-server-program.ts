/**
 * A machine under load, by the contract of server programs: while somebody is connected to the port, `processes`
 * processes keep the processors busy. A byte tells the connected one that they do. Its argument is
 * `{"processes": 8}`.
 *
 * Threads would not do: Linux shares the processors out among sessions first (`sched_autogroup_enabled`), and all
 * threads of this program together would count as one competitor.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { shown, UsageError } from "../../errors.js";
import { compiledModule } from "../../paths.js";
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";
import { BUSY, IDLE } from "./load-signal.js";

await runServerProgram(async ({ processes = 8 }) => {
  if (typeof processes !== "number" || !Number.isInteger(processes) || processes < 1 || processes > 1024) {
    throw new UsageError(
      `expected \`processes\` to be an integer from 1 to 1024, came ${shown(processes)}; try 8`,
    );
  }
  const children = await Promise.all(Array.from({ length: processes }, startChild));
  let connectionCount = 0;
  const tell = () => {
    for (const child of children) child.stdin!.write(Buffer.of(connectionCount > 0 ? BUSY : IDLE));
  };
  const server = createServer((socket) => {
    connectionCount += 1;
    tell();
    socket
      .on("error", () => {})
      .on("close", () => {
        connectionCount -= 1;
        tell();
      })
      .resume()
      .write("b");
  });
  const port = await listenOnLoopback(server);
  return { report: { port }, counters: () => ({ processes }), cleanUp: () => {} };
});

/** In a session of its own; it ends with the pipe to this process, however that breaks. */
async function startChild(): Promise<ChildProcess> {
  // The process id is for a person who wonders in a process list what these are and whose.
  const args = [compiledModule("servers", "load", "busy-process.js"), String(process.pid)];
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  child.stdin!.on("error", () => {});
  await once(child, "spawn");
  return child;
}
