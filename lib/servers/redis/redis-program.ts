/**
 * A Redis of its own on a free port of loopback, by the contract of server programs. It keeps everything in memory:
 * no snapshots and no log, so that nothing of one run is left to the next. The argument: the `command` that starts
 * redis-server, with what must stand before its options, and a `folder` that it may call its own.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { RunError, shown, UsageError } from "../../errors.js";
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";

const START_LIMIT_MS = 10_000;
const POLL_MS = 10;

await runServerProgram(async ({ command, folder }) => {
  if (!isCommand(command) || typeof folder !== "string") {
    throw new UsageError(
      `expected \`command\` to be a list of texts and \`folder\` a text, came ${shown({ command, folder })}; try {"command":["redis-server"],"folder":"/tmp"}`,
    );
  }
  const port = await freePort();
  const [file, ...args] = [...command, ...redisSettings(port, folder)];
  const redis = spawn(file, args, { stdio: ["ignore", "ignore", "inherit"] });
  let ended = false;
  // A process that could not be started closes as well.
  redis
    .on("error", () => {})
    .on("close", () => {
      ended = true;
    });
  process.on("exit", () => redis.kill("SIGKILL"));
  await answering(port, () => ended);
  // Without it there is nothing left to serve; whoever started this program is to hear of it.
  const endToo = () => process.exit(1);
  redis.on("close", endToo);
  const cleanUp = () => {
    redis.off("close", endToo);
    redis.kill("SIGKILL");
  };
  return { report: { port }, counters: () => ({}), cleanUp };
});

function isCommand(value: unknown): value is [string, ...string[]] {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === "string");
}

function redisSettings(port: number, folder: string): string[] {
  return ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(port: number, ended: () => boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < START_LIMIT_MS && !ended(); waitedMs += POLL_MS) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return;
    } catch {
      await delay(POLL_MS);
    } finally {
      socket.destroy();
    }
  }
  throw new RunError(ended() ? "redis-server ended before it listened" : "redis-server did not listen");
}
