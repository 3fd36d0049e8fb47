import { describe, expect, it } from "vitest";
import { findFibLoad } from "../../lib/experiments/fib-server/fib-programs.js";
import { measureCeiling } from "../../lib/experiments/load-programs.js";
import type { Settings } from "../../lib/experiments/settings.js";

const settings: Settings = { profile: "quick", seed: 1, peers: [], parameters: {} };
const preparation = { signal: new AbortController().signal, onStep: () => {} };
const plan = { n: 1, clients: 2, warmupMs: 0, windowMs: 20 };

describe("a load program", () => {
  it("comes from TypeScript where Go is left out, and says so", async () => {
    const { warnings } = await findFibLoad(settings, preparation);
    expect(warnings).toEqual([expect.stringMatching(/came from TypeScript, not from Go \(go was left out/)]);
  });

  it("has a ceiling: what it reaches against a server that does nothing", async () => {
    const load = await findFibLoad(settings, preparation);
    expect(await measureCeiling(load, plan, preparation)).toBeGreaterThan(10);
  });

  it("has no ceiling where its null server does not start, and says why", async () => {
    const load = await findFibLoad(settings, preparation);
    const steps: string[] = [];
    const broken = { ...load, nullServer: { ...load.nullServer, argument: { answer: 5 } } };
    const onStep = (sentence: string) => steps.push(sentence);
    expect(await measureCeiling(broken, plan, { ...preparation, onStep })).toBeUndefined();
    expect(steps.at(-1)).toMatch(/could not be measured: .*expected `answer` to be a text, came `5`/);
  });
});
