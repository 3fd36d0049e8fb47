import { describe, expect, it } from "vitest";
import { predictRate, primitivesOf } from "../../../lib/experiments/fib-server/rate-prediction.js";
import { resultFileShape } from "../../../lib/store/read-results.js";
import { syntheticResult } from "../../fixtures/synthetic-results.js";

describe("the rate of closed loops, as one client alone foretells it", () => {
  const alone = { responseMs: 1, serverCpuMs: 0.1, generatorCpuMs: 0.15 };

  it("is made from primitives that result files accept", () => {
    const file = syntheticResult();
    const fetch = file.experiments.fetch!;
    const predictions = {
      model: "bounds",
      primitives: primitivesOf("python/coroutines@fib=pool", alone),
      values: [],
    };
    expect(resultFileShape.misfit({ ...file, experiments: { fetch: { ...fetch, predictions } } })).toBeNull();
  });

  it("is that of the clients while the cores have time left", () => {
    const { perSecond, because } = predictRate(alone, 3, 2, {});
    expect(perSecond).toBeCloseTo(3000);
    expect(because).toMatch(/clients/);
  });

  it("is that of the cores, which the generator takes its part of, however many clients come", () => {
    const { perSecond, because } = predictRate(alone, 64, 2, {});
    expect(perSecond).toBeCloseTo(8000);
    expect(because).toMatch(/cores/);
  });

  it("is that of the one thread of a server, which no further core helps", () => {
    const { perSecond, because } = predictRate(alone, 64, 16, { onOneThread: true });
    expect(perSecond).toBeCloseTo(10_000);
    expect(because).toMatch(/one thread/);
  });
});
