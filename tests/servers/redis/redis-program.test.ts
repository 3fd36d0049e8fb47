import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { findOnPath } from "../../../lib/toolchain/tool.js";
import { startProgram } from "../../peers/run-program.js";
import { descendantsOf, stillRunning } from "../../support/descendants.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const program = { file: process.execPath, args: [compiledModule("servers", "redis", "redis-program.js")] };
const [redis] = findOnPath("redis-server");

describe.skipIf(redis === undefined)(
  `Redis${redis === undefined ? " (no redis-server on PATH)" : ""}`,
  () => {
    const open = async () => {
      const folder = await temporaryFolder();
      return startServer(program, { command: [redis!], folder }, { startLimitMs: 30_000 });
    };
    const gone = async (rows: ReturnType<typeof descendantsOf>) => {
      for (let tries = 0; tries < 500 && stillRunning(rows).length > 0; tries++) await delay(10);
      return stillRunning(rows);
    };

    it("answers on loopback alone, keeps nothing on disk, and ends with its program's standard input", async () => {
      const server = await open();
      const below = descendantsOf(server.pid);
      expect(below).toHaveLength(1);
      const client = new Redis(server.report.port, "127.0.0.1");
      expect(await client.config("GET", "save", "appendonly", "bind")).toEqual(
        expect.arrayContaining(["save", "", "appendonly", "no", "bind", "127.0.0.1"]),
      );
      client.disconnect();
      await server.stop();
      expect(await gone(below)).toEqual([]);
    });

    it("leaves no Redis when its program is killed", async () => {
      const server = await open();
      const below = descendantsOf(server.pid);
      expect(below).toHaveLength(1);
      process.kill(server.pid, "SIGKILL");
      expect(await gone(below)).toEqual([]);
    });
  },
);

it("the program of Redis says why there is none", async () => {
  const folder = await temporaryFolder();
  const { code, stderr } = await startProgram(program, { command: ["/nowhere/redis-server"], folder }).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: "redis-server ended before it listened\n" });
});
