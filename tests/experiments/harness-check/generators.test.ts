import { describe, expect, it } from "vitest";
import { ratioToWrk } from "../../../lib/experiments/harness-check/generators.js";
import { measureOverhead } from "../../../lib/experiments/harness-check/overhead.js";
import { measureRendering } from "../../../lib/experiments/harness-check/rendering.js";
import { typescriptProgram } from "../../../lib/experiments/programs.js";
import { runTool } from "../../../lib/toolchain/tool.js";

const preparation = { signal: new AbortController().signal, onStep: () => {} };
const { failure = "" } = await runTool("wrk", ["-v"], { limitMs: 10_000 });
const why = failure.includes("ENOENT") ? " (skipped: wrk is not installed)" : "";

describe.skipIf(why !== "")(`the HTTP load beside wrk${why}`, () => {
  it("reaches a rate of the same order; the command says how near it comes on a quiet machine", async () => {
    const settings = { profile: "quick", seed: 1, peers: [], parameters: {} } as const;
    const ratio = await ratioToWrk(settings, preparation, { roundCount: 1, windowMs: 300 });
    expect(ratio).toBeGreaterThan(0.1);
    expect(ratio).toBeLessThan(10);
  });
});

describe("measureOverhead", () => {
  it("tells a sample's time from that of its program alone", async () => {
    const program = {
      command: typescriptProgram,
      argument: { program: "catch-em-all/capture", variant: "let", tasks: 1 },
    };
    const overhead = await measureOverhead("typescript", program, 1, preparation.signal);
    expect(overhead).toMatchObject({ language: "typescript", pairCount: 1 });
    expect(overhead.overheadMs).toBeCloseTo(overhead.sampleMs - overhead.bareMs, 6);
    expect(overhead.bareMs).toBeGreaterThan(1);
  });
});

describe("measureRendering", () => {
  it("renders one page of ten machines in a process of its own", async () => {
    const rendering = await measureRendering(preparation.signal);
    expect(rendering).toMatchObject({ machineCount: 10 });
    expect(rendering.pageBytes).toBeGreaterThan(100_000);
    expect(rendering.peakRssBytes).toBeGreaterThan(10_000_000);
  }, 60_000);
});
