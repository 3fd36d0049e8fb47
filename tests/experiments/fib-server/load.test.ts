import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typescriptProgram } from "../../../lib/experiments/programs.js";
import { runJob } from "../../../lib/measure/run-job.js";
import { goProgram } from "../../../lib/peers/peer.js";
import type { MissingProgram, ProgramCommand } from "../../../lib/program.js";
import { serve } from "../../../lib/servers/fib/concurrent.js";
import { type FibListener, openListener } from "../../../lib/servers/fib/listener.js";
import { LatencyHistogram } from "../../../lib/stats/latency-histogram.js";
import { fibAnswer } from "../../../lib/workloads/fib.js";

const loads: Record<string, { command: ProgramCommand | MissingProgram; argument: object }> = {
  go: { command: await goProgram("fib-load"), argument: {} },
  typescript: { command: typescriptProgram, argument: { program: "fib-server/load" } },
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let listener: FibListener;
let asked: number[];
let answerTo: (n: number) => number;
beforeAll(async () => {
  listener = await openListener();
  void serve(listener.server, (n) => {
    asked.push(n);
    return answerTo(n);
  });
});
afterAll(() => listener.close());

for (const [language, { command, argument }] of Object.entries(loads)) {
  const why = "missing" in command ? ` (skipped: ${command.missing})` : "";
  describe.skipIf(why !== "")(`the fib load in ${language}${why}`, () => {
    const load = (plan: object, expectedDigest: string) => {
      asked = [];
      if ("missing" in command) throw new Error(command.missing);
      const options = { timeLimitMs: 30_000, expectedDigest };
      return runJob(command, { ...argument, port: listener.port, ...plan }, options);
    };

    it("asks as often as it is told to, after one greeting a client", async () => {
      answerTo = fibAnswer;
      const plan = { n: 7, clients: 2, warmupMs: 0, windowMs: 0, warmupRequests: 3, requests: 5 };
      const { status, counters } = await load(plan, sha256("13"));
      expect(status).toBe("ok");
      expect(counters).toMatchObject({ requests: 10, requestsInAll: 18, errors: 0 });
      expect(asked.filter((n) => n === 1)).toHaveLength(2);
      expect(asked.filter((n) => n === 7)).toHaveLength(16);
      expect(counters!.firstMs).toBeGreaterThan(0);
      expect(counters!.p99Ms).toBeGreaterThanOrEqual(counters!.p50Ms!);
    });

    it("fills its window, and its rate is that of the window", async () => {
      answerTo = fibAnswer;
      const plan = { n: 1, clients: 3, warmupMs: 30, windowMs: 100, requests: 1 };
      const { status, counters, workMs } = await load(plan, sha256("1"));
      expect(status).toBe("ok");
      expect(workMs).toBeGreaterThanOrEqual(130);
      expect(counters!.requestsInAll).toBe(asked.length);
      expect(counters!.requests).toBeLessThan(counters!.requestsInAll!);
      expect(counters!.slowestClientPerSecond).toBeLessThanOrEqual(counters!.fastestClientPerSecond!);
      expect(counters!.requestsPerSecond).toBeLessThanOrEqual(counters!.requests! / 0.1);
    });

    it("accounts for every request of its window: histogram, Little's law, its own processor time", async () => {
      answerTo = fibAnswer;
      const plan = { n: 1, clients: 4, warmupMs: 0, windowMs: 60, requests: 1 };
      const { counters, histograms } = await load(plan, sha256("1"));
      const histogram = LatencyHistogram.decode(histograms!.serviceTime!)!;
      expect(histogram.count).toBe(counters!.requests);
      expect(histogram.meanMs / counters!.meanMs!).toBeCloseTo(1, 1.5);
      expect(Math.abs(counters!.littlesLawResidual!)).toBeLessThan(0.1);
      expect(counters!.generatorCpuMs).toBeGreaterThan(0);
    });

    it("finds out a server that answers wrongly once", async () => {
      answerTo = (n) => (asked.length === 4 ? 999 : fibAnswer(n));
      const plan = { n: 5, clients: 1, warmupMs: 0, windowMs: 0, warmupRequests: 0, requests: 6 };
      expect((await load(plan, sha256("5"))).status).toBe("invalid");
    });

    it("fails with a sentence when nothing answers", async () => {
      answerTo = fibAnswer;
      const plan = { port: 1, n: 5, clients: 1, warmupMs: 0, windowMs: 0, warmupRequests: 0, requests: 6 };
      const { status, reason } = await load(plan, sha256("5"));
      expect(status).toBe("error");
      expect(reason).toMatch(/ECONNREFUSED|connection refused/);
    });
  });
}
