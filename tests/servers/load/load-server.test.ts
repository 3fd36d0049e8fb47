import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { treeCpuMs } from "../../../lib/measure/process-tree.js";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { processesWith, untilGone } from "../../measure/processes.js";

const program = {
  file: process.execPath,
  args: [compiledModule("servers", "load", "load-server-program.js")],
};
const start = (processes: number) => startServer(program, { processes }, { startLimitMs: 20_000 });
const markerOf = ({ pid }: ServerProgram) => `busy-process.js ${pid}`;

it.skipIf(process.platform !== "linux")(
  "keeps processors busy while somebody is connected (needs Linux to see it)",
  async () => {
    const server = await start(2);
    await delay(300);
    const beforeMs = treeCpuMs(server.pid)!;
    const socket = connect(server.report.port, "127.0.0.1");
    await once(socket, "data");
    await delay(400);
    socket.destroy();
    // Of 800 ms at most; the processes share the machine with whatever else runs.
    expect(treeCpuMs(server.pid)! - beforeMs).toBeGreaterThan(100);
    await server.stop();
  },
);

it("takes its processes with it, in whatever way it ends, busy or not", async () => {
  const asked = await start(2);
  expect(processesWith(markerOf(asked))).toHaveLength(2);
  await asked.stop();
  expect(await untilGone(markerOf(asked))).toEqual([]);
  const killed = await start(2);
  const socket = connect(killed.report.port, "127.0.0.1").on("error", () => {});
  await once(socket, "data");
  await killed.kill();
  expect(await untilGone(markerOf(killed))).toEqual([]);
});

it("refuses a number of processes that makes no sense", async () => {
  await expect(start(0)).rejects.toThrow(/expected `processes`/);
});
