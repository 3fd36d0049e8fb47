import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { startProgram } from "../../peers/run-program.js";
import { expectWorkersToEndWithPrimary } from "../../support/death-of-primary.js";
import { descendantsOf } from "../../support/descendants.js";

const command = {
  file: process.execPath,
  args: [compiledModule("servers", "worker-death", "supervisor-program.js")],
};

async function withServer(argument: object, use: (server: ServerProgram) => Promise<void>): Promise<void> {
  const server = await startServer(command, argument, { startLimitMs: 60_000 });
  try {
    await use(server);
  } finally {
    await server.kill();
  }
}

const strike = async ({ report }: ServerProgram, signal: string) =>
  (await fetch(`http://127.0.0.1:${report.ports!.control}/${signal}`)).text();
const page = async ({ report }: ServerProgram, patienceMs = 30_000) => {
  const signal = AbortSignal.timeout(patienceMs);
  return (
    await fetch(`http://127.0.0.1:${report.port}`, { headers: { connection: "close" }, signal })
  ).text();
};
const workersOf = ({ pid }: ServerProgram) => descendantsOf(pid).map((row) => row.pid);

/** A primary that hands something to a worker which is dead, and whose death it has had no time to hear of. */
const HANDS_TO_THE_DEAD = `
import cluster from "node:cluster";
import { once } from "node:events";
import { Supervisor } from ${JSON.stringify(pathToFileURL(compiledModule("servers", "worker-death", "supervisor.js")))};
const supervisor = await Supervisor.open({ onDeath: "respawn", workerCount: 1, serviceMs: 0, random: { float: () => 0 } });
supervisor.strike("SIGKILL");
const [worker] = await once(cluster, "listening");
supervisor.strike("SIGKILL");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
worker.send("a connection");
await new Promise((resolve) => worker.once("exit", resolve));
await supervisor.close();
console.log("ended well");
`;

describe("a cluster whose workers die", () => {
  it("lives on when it hands something to a worker that has just died", async () => {
    const args = ["--input-type=module", "--eval", HANDS_TO_THE_DEAD];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toBe("ended well\n");
    expect(stderr).toMatch(/^worker \d+: write EPIPE$/m);
  });

  it("has nobody left to strike, or to answer, when deaths are only logged", async () => {
    await withServer({ onDeath: "log-only", workers: 1 }, async (server) => {
      expect(await page(server)).toBe("done\n");
      const [worker] = workersOf(server);
      expect(await strike(server, "SIGKILL")).toBe(`${worker}\n`);
      expect(await strike(server, "SIGKILL")).toBe("nobody\n");
      await vi.waitFor(() => expect(page(server)).rejects.toThrow(), { timeout: 20_000 });
      expect((await server.stop()).counters).toMatchObject({ capacityShare: 0, deaths: 1, starts: 0 });
    });
  });

  it("serves on the same port again when the only worker was replaced", async () => {
    await withServer({ onDeath: "respawn", workers: 1 }, async (server) => {
      const before = workersOf(server);
      await strike(server, "SIGKILL");
      // A connection that was dealt to the worker as it died hangs for ever: ask again.
      await vi.waitFor(async () => expect(await page(server, 1_000)).toBe("done\n"), { timeout: 20_000 });
      expect(workersOf(server)).not.toEqual(before);
      const { counters } = await server.stop();
      expect(counters).toMatchObject({ capacityShare: 1, deaths: 1, starts: 1, recoveries: 1 });
    });
  });

  it("answers what it has begun when a worker drains, and replaces it meanwhile", async () => {
    await withServer({ onDeath: "respawn-draining", workers: 1, serviceMs: 2_000 }, async (server) => {
      let answered = false;
      const begun = page(server).then((text) => {
        answered = true;
        return text;
      });
      // The request must have reached its worker.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const [drained] = workersOf(server);
      await strike(server, "SIGTERM");
      await vi.waitFor(() => expect(workersOf(server)).toHaveLength(2), { timeout: 20_000, interval: 50 });
      expect(answered).toBe(false);
      expect(await begun).toBe("done\n");
      await vi.waitFor(() => expect(workersOf(server)).not.toContain(drained), { timeout: 20_000 });
    });
  });

  it("leaves no worker when it is killed", async () => {
    await expectWorkersToEndWithPrimary(command, { onDeath: "respawn" });
  });

  it("refuses what it cannot do about a death, in a sentence", async () => {
    const { code, stderr } = await startProgram(command, { onDeath: "pray" }).ended;
    expect(code).toBe(2);
    expect(stderr).toBe(
      "expected `onDeath` to be one of log-only, respawn, respawn-draining, came `pray` (string)\n",
    );
  });
});
