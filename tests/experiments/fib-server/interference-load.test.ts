import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../../lib/experiments/digest.js";
import { typescriptProgram } from "../../../lib/experiments/programs.js";
import { runJob } from "../../../lib/measure/run-job.js";
import { goProgram } from "../../../lib/peers/peer.js";
import type { MissingProgram, ProgramCommand } from "../../../lib/program.js";
import { serve } from "../../../lib/servers/fib/concurrent.js";
import { type FibListener, openListener } from "../../../lib/servers/fib/listener.js";
import { LatencyHistogram } from "../../../lib/stats/latency-histogram.js";
import { fibAnswer } from "../../../lib/workloads/fib.js";

const loads: Record<string, { command: ProgramCommand | MissingProgram; argument: object }> = {
  go: { command: await goProgram("fib-interference"), argument: {} },
  typescript: { command: typescriptProgram, argument: { program: "fib-server/interference-load" } },
};
const plan = {
  large: [0, 20],
  clients: 2,
  leadMs: 0,
  closedMs: 20,
  connections: 4,
  ratePerSecond: 200,
  openMs: 100,
  drainMs: 20_000,
};

let listener: FibListener;
let largeCount: number;
let answerTo: (n: number) => number | Promise<number>;
beforeAll(async () => {
  listener = await openListener();
  void serve(listener.server, (n) => {
    if (n > 1) largeCount += 1;
    return answerTo(n);
  });
});
afterAll(() => listener.close());

for (const [language, { command, argument }] of Object.entries(loads)) {
  const why = "missing" in command ? ` (skipped: ${command.missing})` : "";
  describe.skipIf(why !== "")(`the load of interference in ${language}${why}`, () => {
    const load = (given: object, expectedDigest: string) => {
      largeCount = 0;
      if ("missing" in command) throw new Error(command.missing);
      return runJob(
        command,
        { ...argument, port: listener.port, ...plan, ...given },
        { timeLimitMs: 60_000, expectedDigest },
      );
    };

    it("goes through its stages, and counts each under its large n", async () => {
      answerTo = fibAnswer;
      const { status, reason, counters, histograms } = await load({}, digestOf(["1", "6765"]));
      expect({ status, reason }).toEqual({ status: "ok", reason: undefined });
      for (const large of plan.large) {
        expect(counters![`${large}/requestsPerSecond`]).toBeGreaterThan(0);
        expect(counters).toMatchObject({
          [`${large}/errors`]: 0,
          [`${large}/offeredPerSecond`]: 200,
          [`${large}/droppedCount`]: 0,
          [`${large}/unansweredCount`]: 0,
        });
        expect(LatencyHistogram.decode(histograms![`${large}/responseTime`]!)!.count).toBe(20);
      }
      expect(counters).not.toHaveProperty("0/largePerSecond");
      expect(counters!["20/largePerSecond"]).toBeGreaterThan(0);
      expect(largeCount).toBeGreaterThan(0);
    });

    it("tells the wait for a slow server from its service: requests are due whatever it does", async () => {
      let asked = 0;
      answerTo = async (n) => {
        // The greetings and the closed loop are over by then.
        if (++asked > 3) await delay(20);
        return n;
      };
      const slow = { large: [0], clients: 1, closedMs: 0, connections: 1, openMs: 50 };
      const { histograms } = await load(slow, digestOf(["1"]));
      const [response, service] = ["responseTime", "serviceTime"].map(
        (name) => LatencyHistogram.decode(histograms![`0/${name}`]!)!,
      );
      // Ten are due within 45 ms, and the last of them is answered after 200 ms.
      expect([response!.count, service!.count]).toEqual([10, 10]);
      expect(response!.quantileMs(1)).toBeGreaterThan(140);
      expect(response!.quantileMs(1) / service!.quantileMs(0.5)).toBeGreaterThan(2);
    });

    it("counts what is never answered with the time that it waited, and drops what found no connection", async () => {
      let asked = 0;
      // The greetings and the closed loops of one client are over before the server falls silent.
      answerTo = (n) => (++asked > 5 ? new Promise(() => {}) : n);
      const silent = { large: [0], clients: 1, closedMs: 0, connections: 2, openMs: 50, drainMs: 100 };
      const { counters, histograms } = await load(silent, digestOf(["1"]));
      expect(counters).toMatchObject({ "0/unansweredCount": 2 });
      const due = LatencyHistogram.decode(histograms!["0/responseTime"]!)!;
      expect(due.count).toBe(10);
      expect(counters!["0/unansweredCount"]! + counters!["0/droppedCount"]!).toBeGreaterThan(7);
      expect(due.quantileMs(1)).toBeGreaterThan(95);
    });

    it("finds out a server that answers large requests wrongly", async () => {
      answerTo = (n) => (n === 1 ? 1 : 999);
      expect((await load({}, digestOf(["1", "6765"]))).status).toBe("invalid");
    });
  });
}
