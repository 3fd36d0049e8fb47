import { describe, expect, it } from "vitest";
import { catchEmAll } from "../../../lib/catalogue/catch-em-all.js";
import { fibServer } from "../../../lib/catalogue/fib-server.js";
import { documents } from "../../../lib/catalogue/index.js";
import { betterIs } from "../../../lib/render/better.js";
import { type Comparison, compare, type Side } from "../../../lib/render/compare/comparison.js";
import { comparisonText } from "../../../lib/render/compare/comparison-text.js";
import type { ResultFile, Sample, VariantResult } from "../../../lib/store/result.js";
import { syntheticResult } from "../../fixtures/synthetic-results.js";
import { levelInlineCopies, samplesAtRate } from "../../support/rates.js";

const published: Side = { kind: "published", id: "as-published" };
const sideOf = (result: ResultFile): Side => ({ kind: "measured", id: result.machine.id, results: [result] });
const compared = (a: ResultFile, b: ResultFile) => compare(sideOf(a), sideOf(b), [catchEmAll]);
const rowOf = ({ experiments }: Comparison, variant: string) =>
  experiments[0]!.values.find((row) => row.variant === variant);

/** The same run with every time of some variants multiplied. */
function times(result: ResultFile, factor: number, which: (variant: string) => boolean): ResultFile {
  const fetch = result.experiments.fetch!;
  const scaled = (sample: Sample): Sample =>
    sample.workMs === undefined ? sample : { ...sample, workMs: sample.workMs * factor };
  const variants = Object.entries(fetch.variants).map(([id, variant]): [string, VariantResult] => [
    id,
    which(id) ? { ...variant, samples: variant.samples.map(scaled) } : variant,
  ]);
  return { ...result, experiments: { fetch: { ...fetch, variants: Object.fromEntries(variants) } } };
}

function elsewhere(result: ResultFile): ResultFile {
  const { fingerprint } = result.machine;
  return { ...result, machine: { ...result.machine, fingerprint: { ...fingerprint, coreCount: 16 } } };
}

const before = syntheticResult({ seed: 1 });
const again = syntheticResult({ seed: 2 });

describe("two runs on one fingerprint", () => {
  it("stand side by side in absolute values, and are level when nothing changed", () => {
    const comparison = compared(before, again);
    expect(comparison.kind).toBe("values");
    expect(comparison.slower).toBe(false);
    expect(rowOf(comparison, "go/serial")).toMatchObject({ cell: "documents=150", verdict: "level" });
    expect(comparison.experiments[0]!.ratios).toEqual([]);
  });

  it("show a declared variant that became slower, and one that became faster", () => {
    const slower = compared(
      before,
      times(again, 1.5, (id) => id === "go/serial"),
    );
    expect(slower.slower).toBe(true);
    expect(rowOf(slower, "go/serial")!.verdict).toBe("slower");
    expect(Math.abs(rowOf(slower, "go/serial")!.ratio!.middle - 1.5)).toBeLessThan(0.1);
    const faster = compared(
      before,
      times(again, 1 / 1.5, (id) => id === "go/serial"),
    );
    expect(faster.slower).toBe(false);
    expect(rowOf(faster, "go/serial")!.verdict).toBe("faster");
  });

  it("give no verdict on what no claim compares, nor without a noise floor, nor of fewer than six rounds", () => {
    const change = (result: ResultFile) => times(result, 1.5, () => true);
    expect(rowOf(compared(before, change(again)), "ts/await-in-loop-copy")!.verdict).toBeNull();
    const fetch = { ...again.experiments.fetch!, noiseFloor: { kind: "unknown", reason: "none" } as const };
    expect(compared(before, change({ ...again, experiments: { fetch } })).slower).toBe(false);
    const short = syntheticResult({ seed: 2, roundCount: 5 });
    expect(compared(before, change(short)).slower).toBe(false);
    expect(rowOf(compared(before, change(short)), "go/serial")!.ratio).toBeNull();
  });

  it("do not call a change slower that lies within the noise floor of either", () => {
    const noisy = again.experiments.fetch!;
    // These two come about a factor of two apart, which the floor is computed from.
    const floor = { kind: "a/a", of: "ts/gather", copy: "ts/bounded", factor: 1, ratios: [] } as const;
    const run = { ...again, experiments: { fetch: { ...noisy, noiseFloor: floor } } };
    expect(
      compared(
        before,
        times(run, 1.5, (id) => id === "go/serial"),
      ).slower,
    ).toBe(false);
  });

  it("name the versions and the code that differ as suspects", () => {
    const { provenance } = again;
    const newer = {
      ...again,
      provenance: { ...provenance, versions: { ...provenance.versions, node: "24.1.0" } },
    };
    expect(compared(before, newer).suspects).toEqual([{ name: "node", a: "20.19.0", b: "24.1.0" }]);
  });

  it("leave out what was measured under other parameters, and say so", () => {
    const fetch = { ...again.experiments.fetch!, parameters: { rttMs: 100, tls: "1.3", gzip: true } };
    const comparison = compared(before, { ...again, experiments: { fetch } });
    expect(comparison.experiments).toEqual([]);
    expect(comparison.notCompared).toEqual([
      "catch-em-all/fetch: measured under other parameters: rttMs 10 and 100",
    ]);
  });
});

describe("what only one side has", () => {
  /** The run with a variant's samples replaced by as many that ended so. */
  function ended(result: ResultFile, variant: `go/${string}` | `ts/${string}`, end: Sample): ResultFile {
    const fetch = result.experiments.fetch!;
    const { samples } = fetch.variants[variant]!;
    const dead = {
      ...fetch.variants[variant]!,
      samples: samples.map(({ round }) => ({ ...end, round: round! })),
    };
    return {
      ...result,
      experiments: { fetch: { ...fetch, variants: { ...fetch.variants, [variant]: dead } } },
    };
  }
  /** The run with a second cell, in which every variant did the same again. */
  function withCell(cell: string, result: ResultFile): ResultFile {
    const fetch = result.experiments.fetch!;
    const twice = (variant: VariantResult): VariantResult => ({
      ...variant,
      samples: variant.samples.flatMap((sample) => [sample, { ...sample, cell }]),
    });
    const variants = Object.fromEntries(
      Object.entries(fetch.variants).map(([id, variant]) => [id, twice(variant)]),
    );
    const cells = { ...fetch.cells, [cell]: { parameters: { documents: 5 } } };
    return { ...result, experiments: { fetch: { ...fetch, cells, variants } } };
  }
  const timeout: Sample = { status: "timeout", reason: "ended after 30 s" };

  it.each([
    [timeout, "ended after 30 s"],
    [{ status: "error" } as const, "failed"],
    [{ status: "skipped", reason: "no go on PATH" } as const, "no go on PATH"],
  ])("is said with its reason, and lost where a claim compares it: %j", (end, reason) => {
    const comparison = compared(before, ended(again, "go/serial", end));
    const sentence = `catch-em-all/fetch: only A has values of go/serial (documents=150); in B: ${reason}`;
    expect(comparison.notCompared).toEqual([sentence]);
    expect(comparison.lost).toEqual([sentence]);
    expect(comparison.slower).toBe(false);
    expect(comparisonText(comparison)).toContain("Lost in B though a claim compares it: 1,");
  });

  it("is not lost where B has it alone, or where no claim compares it", () => {
    const gained = compared(ended(before, "go/serial", timeout), again);
    expect(gained.notCompared).toEqual([
      "catch-em-all/fetch: only B has values of go/serial (documents=150); in A: ended after 30 s",
    ]);
    expect(gained.lost).toEqual([]);
    const copy = compared(before, ended(again, "ts/await-in-loop-copy", timeout));
    expect(copy.notCompared).toHaveLength(1);
    expect(copy.lost).toEqual([]);
  });

  it("is neither said nor lost where neither side has it", () => {
    const dead = (result: ResultFile) => ended(result, "go/serial", timeout);
    expect(compared(dead(before), dead(again))).toMatchObject({ notCompared: [], lost: [] });
  });

  it("is a cell, which is lost where a claim is of it", () => {
    const sentence = "catch-em-all/fetch: only A has the cell heartbeat";
    expect(compared(withCell("heartbeat", before), again)).toMatchObject({
      notCompared: [sentence],
      lost: [sentence],
    });
    expect(compared(withCell("of no claim", before), again).lost).toEqual([]);
    expect(compared(before, withCell("heartbeat", again))).toMatchObject({
      notCompared: ["catch-em-all/fetch: only B has the cell heartbeat"],
      lost: [],
    });
  });

  it("is said of another machine too", () => {
    const { notCompared } = compared(before, elsewhere(ended(again, "go/serial", timeout)));
    expect(notCompared).toEqual([expect.stringContaining("only A has values of go/serial")]);
  });

  it("is not what was measured otherwise, which is said as well", () => {
    const fetch = again.experiments.fetch!;
    const cells = { "documents=150": { parameters: { documents: 151 } } };
    const comparison = compared(before, { ...again, experiments: { fetch: { ...fetch, cells } } });
    expect(comparison).toMatchObject({
      notCompared: [
        "catch-em-all/fetch, documents=150: measured under other parameters: documents 150 and 151",
      ],
      lost: [],
    });
  });
});

describe("two machines", () => {
  it("share no absolute value, in the model or in the text", () => {
    const comparison = compared(before, elsewhere(again));
    expect(comparison.kind).toBe("ratios");
    expect(comparison.machineDifferences).toEqual(["coreCount 2 and 16"]);
    expect(comparison.experiments.flatMap(({ values }) => values)).toEqual([]);
    expect(comparisonText(comparison)).not.toMatch(/\d (ms|s|µs|MB)\b/);
  });

  it("agree in their ratios when one is merely twice as fast", () => {
    const comparison = compared(before, elsewhere(times(again, 0.5, () => true)));
    const changes = comparison.experiments[0]!.ratios.map(({ change }) => change);
    expect(changes).toContain("agrees");
    expect(changes).not.toContain("reversed");
    expect(comparison.experiments[0]!.rankChanges).toEqual([]);
  });

  it("show a reversed ratio and a change of rank, clear of noise", () => {
    const comparison = compared(before, elsewhere(times(again, 20, (id) => id === "go/serial")));
    const claim = comparison.experiments[0]!.ratios.find((row) => row.claim === "D2-C1")!;
    expect(claim.change).toBe("reversed");
    const pairs = comparison.experiments[0]!.rankChanges.map(({ ahead, behind }) => `${ahead} ${behind}`);
    expect(pairs).toContain("go/serial python/requests");
    expect(pairs).not.toContain("ts/gather ts/await-in-loop");
  });
});

describe("an experiment whose metric is a rate", () => {
  const cells = {
    "fib=pool": { parameters: { fib: "pool" } },
    "fib=inline": { parameters: { fib: "inline" } },
  };

  /** A run in which each variant answers so many in a second, in either cell. */
  function rates(id: string, perSecond: Readonly<Record<string, number>>): ResultFile {
    const fetch = before.experiments.fetch!;
    const variants = Object.entries(perSecond).map(
      ([variant, requestsPerSecond]): [string, VariantResult] => {
        const samples = Object.keys(cells).flatMap((cell) => samplesAtRate(requestsPerSecond, cell));
        return [variant, { ...fetch.variants["go/serial"]!, samples }];
      },
    );
    const experiment = { ...fetch, id, parameters: {}, cells, noiseFloor: levelInlineCopies };
    const experiments = { [id]: { ...experiment, variants: Object.fromEntries(variants) } };
    return { ...before, document: "fib-server", experiments };
  }
  const copies = { "ts/inline": 5_000, "ts/inline-copy": 5_000 };
  const [go, python] = ["go/concurrent", "python/coroutines"] as const;
  const goFirst = rates("concurrent", { ...copies, [go]: 20_000, [python]: 10_000 });
  const pythonFirst = rates("concurrent", { ...copies, [go]: 10_000, [python]: 20_000 });

  it("has the one first in rank that answers more", () => {
    const [experiment] = compare(sideOf(goFirst), sideOf(elsewhere(pythonFirst)), [fibServer]).experiments;
    expect(experiment!.rankChanges).toMatchObject([
      { ahead: go, behind: python, a: { middle: 2 }, b: { middle: 0.5 } },
    ]);
  });

  it("has the one first that answers more, among what is printed too", () => {
    const serial = rates("serial", { ...copies, "go/serial": 10_000, "python/serial": 20_000 });
    const [printed] = compare(published, sideOf(serial), [fibServer]).experiments;
    expect(printed!.rankChanges).toMatchObject([
      { ahead: "go/serial", behind: "python/serial", a: { middle: 21_000 / 17_000 }, b: { middle: 0.5 } },
    ]);
  });

  it("compares what a claim with a condition declares in each of its cells", () => {
    const verdicts = compare(sideOf(goFirst), sideOf(pythonFirst), [fibServer])
      .experiments[0]!.values.filter(({ variant }) => variant === go)
      .map(({ cell, verdict }) => [cell, verdict]);
    expect(verdicts).toEqual([
      ["fib=pool", "slower"],
      ["fib=inline", "slower"],
    ]);
    const { ratios } = compare(sideOf(goFirst), sideOf(elsewhere(pythonFirst)), [fibServer]).experiments[0]!;
    expect(ratios.filter(({ claim }) => claim === "D4-C2")).toMatchObject([
      { cell: "fib=pool", change: "reversed" },
      { cell: "fib=inline", change: "reversed" },
    ]);
  });

  it("calls the one faster that answers more", () => {
    const comparison = compare(sideOf(goFirst), sideOf(pythonFirst), [fibServer]);
    expect(rowOf(comparison, go)!.verdict).toBe("slower");
    expect(rowOf(comparison, python)!.verdict).toBe("faster");
  });
});

it("knows of every experiment in the catalogue which amount is the better one", () => {
  const metrics = new Set(documents.flatMap(({ experiments }) => experiments.map(({ metric }) => metric)));
  expect([...metrics].filter((metric) => betterIs(metric) === "more").sort()).toEqual([
    "counters.capacityShare",
    "counters.jainIndex",
    "counters.others",
    "counters.reportedShare",
    "counters.requestsPerSecond",
  ]);
});

it("sets a machine beside the printed figures by ratios, from either side", () => {
  const a = compare(sideOf(before), published, [catchEmAll]);
  const b = compare(published, sideOf(before), [catchEmAll]);
  const claim = (comparison: Comparison) =>
    comparison.experiments[0]!.ratios.find((row) => row.claim === "D2-C1")!;
  expect(a.kind).toBe("ratios");
  expect(claim(a).b).toEqual({ low: 3.64, middle: 3.64, high: 3.64, floor: 1 });
  expect(claim(b)).toEqual({ ...claim(a), a: claim(a).b, b: claim(a).a });
});

it("reads well in a terminal of 80 columns", () => {
  const text = comparisonText(
    compared(
      before,
      times(again, 1.5, (id) => id === "go/serial"),
    ),
  );
  expect(text).toMatch(/^ {2}go\/serial +1\.\d+ s +2\.\d+ s {2}1\.\d+ x \(.*–.*\) {2}slower$/m);
  expect(text).toMatch(/Of \d+ declared variants, 1 slower and 0 faster in B/);
  const table = text.split("\n").filter((line) => line.startsWith("  "));
  expect(table.filter((line) => line.length > 80).join("\n")).toBe("");
});
