import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { treeMemory } from "../../../lib/measure/process-tree.js";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { goProgram, pythonProgram } from "../../../lib/peers/peer.js";
import type { MissingProgram, ProgramCommand } from "../../../lib/program.js";
import { findOnPath } from "../../../lib/toolchain/tool.js";
import { startProgram } from "../../peers/run-program.js";
import { isAlive } from "../../support/is-alive.js";

const typescript = {
  file: process.execPath,
  args: [compiledModule("servers", "hello", "hello-server-program.js")],
};
const servers: readonly {
  title: string;
  command: ProgramCommand | MissingProgram;
  argument: object;
  processes: number;
}[] = [
  { title: "ts/single", command: typescript, argument: {}, processes: 1 },
  { title: "ts/cluster", command: typescript, argument: { workers: 2 }, processes: 3 },
  {
    title: "python/aiohttp",
    command: await pythonProgram("hello_aiohttp", { packages: true }),
    argument: {},
    processes: 1,
  },
  { title: "go/net-http", command: await goProgram("hello"), argument: {}, processes: 1 },
];

for (const { title, command, argument, processes } of servers) {
  if ("missing" in command) describe.skip(`${title} (${command.missing})`, () => it("runs", () => {}));
  else describe(title, () => contract(command, argument, processes));
}

/** What every hello server promises. */
function contract(command: ProgramCommand, argument: object, processes: number): void {
  const start = () => startServer(command, argument, { startLimitMs: 30_000 });
  const get = async ({ report }: ServerProgram, where = "/") => {
    const response = await fetch(`http://127.0.0.1:${report.port}${where}`);
    return {
      status: response.status,
      length: response.headers.get("content-length"),
      body: await response.text(),
    };
  };
  const greeting = { status: 200, length: "12", body: "hello world\n" };

  it("answers every client on every path alike", async () => {
    const server = await start();
    try {
      expect(await get(server)).toEqual(greeting);
      expect(await Promise.all(Array.from({ length: 20 }, (_, index) => get(server, `/${index}`)))).toEqual(
        Array(20).fill(greeting),
      );
    } finally {
      await server.kill();
    }
  });

  it.skipIf(process.platform !== "linux")("has the processes that its name says", async () => {
    const server = await start();
    expect(treeMemory(server.pid)?.processCount).toBe(processes);
    await server.kill();
  });

  it("ends with its standard input, and says what all of its processes have used", async () => {
    const server = await start();
    await get(server);
    const { usage } = await server.stop();
    expect(usage.self.userMs + usage.self.systemMs).toBeGreaterThan(0);
    expect(usage.children.userMs + usage.children.systemMs > 0).toBe(processes > 1);
    expect(isAlive(server.pid)).toBe(false);
  });
}

describe("the cluster", () => {
  const lacking = findOnPath("pgrep").length === 0 ? " (no pgrep on PATH)" : "";
  it.skipIf(lacking !== "")(
    `notes the death of a worker, as the essay's listing does, and serves with the others${lacking}`,
    async () => {
      const { child, ended } = startProgram(typescript, { workers: 2 });
      const port = await new Promise<number>((resolve) => {
        child.stdout!.once("data", (line) => resolve(JSON.parse(String(line)).port));
      });
      const body = () =>
        fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } }).then((got) => got.text());
      const worker = childOf(child.pid!);
      process.kill(worker, "SIGKILL");
      const noted = await new Promise((resolve) =>
        child.stderr!.once("data", (line) => resolve(String(line))),
      );
      expect(noted).toBe(`worker ${worker} died\n`);
      expect([await body(), await body(), await body()]).toEqual(Array(3).fill("hello world\n"));
      child.stdin!.end();
      expect((await ended).code).toBe(0);
    },
  );

  it("refuses a number of workers that is none, in a sentence", async () => {
    const { code, stderr } = await startProgram(typescript, { workers: -1 }).ended;
    expect(code).toBe(2);
    expect(stderr).toBe(
      "expected `workers` to be an integer from 0 to 256, came `-1` (number); try 0 for a single process\n",
    );
  });
});

function childOf(pid: number): number {
  return Number(execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).split("\n")[0]);
}
