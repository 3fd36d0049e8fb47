import { describe, expect, it } from "vitest";
import { startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { workAnswer, workPath } from "../../../lib/servers/spread/work-server.js";
import { startProgram } from "../../peers/run-program.js";
import { expectWorkersToEndWithPrimary } from "../../support/death-of-primary.js";

const command = {
  file: process.execPath,
  args: [compiledModule("servers", "spread", "spread-server-program.js")],
};

describe.each(["round-robin", "none", "least-loaded"])("the workers of %s", (dispatch) => {
  it("answer alike, and count what they did when they end", async () => {
    const server = await startServer(command, { dispatch, workers: 2 }, { startLimitMs: 30_000 });
    try {
      const get = async (path: string) =>
        (await fetch(`http://127.0.0.1:${server.report.port}${path}`)).text();
      expect(await get(workPath(0))).toBe(workAnswer(0));
      const answers = await Promise.all([1, 2, 3, 4].map((units) => get(workPath(units))));
      expect(answers).toEqual([1, 2, 3, 4].map(workAnswer));
      const { counters, usage } = await server.stop();
      expect(counters.worker1Requests! + counters.worker2Requests!).toBe(4);
      expect(counters.worker1Work! + counters.worker2Work!).toBe(10);
      expect(usage.children.userMs).toBeGreaterThan(0);
    } finally {
      await server.kill();
    }
  });

  it("end when their primary is killed", async () => {
    await expectWorkersToEndWithPrimary(command, { dispatch });
  });
});

it("a dispatch that is none is refused in a sentence", async () => {
  const { code, stderr } = await startProgram(command, { dispatch: "fair" }).ended;
  expect(code).toBe(2);
  expect(stderr).toBe(
    "expected `dispatch` to be one of round-robin, none, least-loaded, came `fair` (string)\n",
  );
});
