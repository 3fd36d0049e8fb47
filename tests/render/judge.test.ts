import { describe, expect, it } from "vitest";
import type { PredicateClaim, Quantity, RatioClaim } from "../../lib/catalogue/entry.js";
import { judge } from "../../lib/render/judge.js";
import { proseText } from "../../lib/render/prose.js";
import { type JudgeContext, storedVerdict } from "../../lib/render/verdict.js";
import type { Sample, VerdictKind } from "../../lib/store/result.js";
import { context, experimentOf, noise, ratioClaim, ratios, timed } from "../fixtures/small-experiment.js";

describe("a claim of a ratio", () => {
  it.each<[string, Partial<RatioClaim>, low: number, high: number, floor: number, VerdictKind]>([
    ["clears the floor, no size claimed", {}, 1.2, 1.4, 1.1, "holds"],
    ["touches the floor from above", {}, 1.25, 1.5, 1.25, "not distinguishable"],
    ["published inside the interval", { published: 3.5 }, 3, 4, 1.1, "holds"],
    ["published at the interval widened below", { published: 2.4 }, 3, 4, 1.1, "holds"],
    ["published just below that", { published: 2.399 }, 3, 4, 1.1, "holds in direction, not in size"],
    ["published at the interval widened above", { published: 5 }, 3, 4, 1.1, "holds"],
    ["published just above that", { published: 5.001 }, 3, 4, 1.1, "holds in direction, not in size"],
    ["published range reaches the interval", { published: [5, 9] }, 3, 4, 1.1, "holds"],
    ["published range lies beyond", { published: [5.1, 9] }, 3, 4, 1.1, "holds in direction, not in size"],
    ["the other way round, beyond the floor", {}, 0.5, 0.7, 1.25, "reversed"],
    ["the other way round, touching the floor", {}, 0.5, 0.8, 1.25, "not distinguishable"],
    ["on both sides of the floor", {}, 0.9, 1.4, 1.1, "not distinguishable"],
    ["a floor below 1 is turned, as copies have no order", {}, 1.5, 1.9, 0.5, "not distinguishable"],
  ])("%s", (_, claim, low, high, floor, kind) => {
    const result = experimentOf(ratios(low, high), noise(floor));
    expect(judge({ ...ratioClaim, ...claim }, result, context).kind).toBe(kind);
  });

  it("says why, from the figures", () => {
    const verdict = judge({ ...ratioClaim, published: 9.4 }, experimentOf(ratios(3, 4)), context);
    expect(proseText(verdict.because)).toBe(
      "Slow (Python) took 3.5 x as long as Fast (Go) (3 x to 4 x over 6 rounds), clear of the noise floor of 1.05 x, but the published 9.4 x lies outside the interval even when that is widened by a quarter",
    );
    expect(storedVerdict(verdict)).toMatchObject({ verdict: verdict.kind, ratio: [3, 3.5, 4] });
  });

  it("has no floor to clear where counting is exact, and no verdict where the floor is not known", () => {
    expect(judge(ratioClaim, experimentOf(ratios(1.001, 1.002), { kind: "exact" }), context).kind).toBe(
      "holds",
    );
    const unknown = judge(
      ratioClaim,
      experimentOf(ratios(3, 4), { kind: "unknown", reason: "the copy died" }),
      context,
    );
    expect(unknown.kind).toBe("not measured here");
    expect(proseText(unknown.because)).toContain("the copy died");
  });
});

describe("the noise floor of a claim", () => {
  const rated = (rates: readonly number[], cell?: string): Sample[] =>
    rates.map((rate, round) => ({
      status: "ok",
      round,
      workMs: 100,
      counters: { rate },
      ...(cell && { cell }),
    }));
  const claim: RatioClaim = { ...ratioClaim, metric: "counters.rate" };
  const variants = (place?: string) => ({
    "python/slow": rated([150, 151, 152, 153, 154, 155], place),
    "go/fast": rated([100, 100, 100, 100, 100, 100], place),
  });

  it("is by the metric that it compares: copies level in time may be far apart in rate", () => {
    const apart = { "ts/control": rated([160, 160, 160]), "ts/control-copy": rated([100, 100, 100]) };
    const verdict = judge(claim, experimentOf({ ...variants(), ...apart }), context);
    expect(verdict.kind).toBe("not distinguishable");
    expect(proseText(verdict.because)).toContain("does not clear the noise floor of 1.6 x");
    expect(
      judge({ ...claim, metric: "workMs" }, experimentOf({ ...variants(), ...apart }), context).kind,
    ).toBe("not distinguishable");
  });

  it("is not known where the copies lack that metric, whatever the results say of a factor", () => {
    const verdict = judge(claim, experimentOf(variants(), noise(1)), context);
    expect(verdict.kind).toBe("not measured here");
    expect(proseText(verdict.because)).toContain("needs 3 rounds in which both copies ended well, got 0");
  });

  it("is the cell's own where the copies ran in it, and else the headline's", () => {
    const headline = { "ts/control": rated([101, 101, 101]), "ts/control-copy": rated([100, 100, 100]) };
    const inCell = { ...claim, cell: "size=100" };
    expect(judge(inCell, experimentOf({ ...variants("size=100"), ...headline }), context).kind).toBe("holds");
    const both = Object.fromEntries(
      Object.entries(headline).map(([id, samples]) => [
        id,
        [...samples, ...rated(id === "ts/control" ? [170, 170, 170] : [100, 100, 100], "size=100")],
      ]),
    );
    expect(judge(inCell, experimentOf({ ...variants("size=100"), ...both }), context).kind).toBe(
      "not distinguishable",
    );
  });
});

describe("the corrected test", () => {
  // Each round is a third slower than the one before: ratios within rounds are steady, the samples overlap.
  const drifting = [1, 1.4, 2, 2.8, 4, 5.6].map((factor) => 100 * factor);
  const result = experimentOf({
    "python/slow": timed(drifting.map((value) => value * 1.3)),
    "go/fast": timed(drifting),
  });

  it("must tell the two apart as well as the interval", () => {
    const verdict = judge(ratioClaim, result, context);
    expect(verdict.kind).toBe("not distinguishable");
    expect(proseText(verdict.because)).toContain(
      "clear of the noise floor of 1.05 x, but a rank test does not tell the two apart (corrected p 0.699)",
    );
    expect(judge({ ...ratioClaim, levelWithin: 1.2 }, result, context).kind).toBe("not distinguishable");
  });

  it("is corrected for every declared comparison, measured or not, each cell by itself", () => {
    const told = experimentOf(ratios(2, 3));
    const declaring = (count: number): JudgeContext => {
      const claims = Array.from({ length: count }, (_, index): RatioClaim => {
        return index === 0
          ? ratioClaim
          : { ...ratioClaim, id: `D9-C${index + 1}`, denominator: `go/${index}` };
      });
      return { ...context, document: { ...context.document, claims } };
    };
    const p = (count: number) => judge(ratioClaim, told, declaring(count)).ratio!.p;
    expect(p(1)).toBeCloseTo(2 / 924, 12);
    expect(p(5)).toBeCloseTo(10 / 924, 12);
    // What five comparisons allow, thirty do not: six rounds cannot carry them.
    expect(judge(ratioClaim, told, declaring(5)).kind).toBe("holds");
    expect(judge(ratioClaim, told, declaring(30)).kind).toBe("not distinguishable");
  });

  it("counts a claim that follows from others as one more", () => {
    const derived: RatioClaim = { ...ratioClaim, id: "D9-C2", derivedFrom: ["D9-C1"] };
    const other: RatioClaim = { ...ratioClaim, denominator: "go/other" };
    const declaring = { ...context, document: { ...context.document, claims: [other, derived] } };
    expect(judge(derived, experimentOf(ratios(2, 3)), declaring).ratio!.p).toBeCloseTo(4 / 924, 12);
  });
});

describe("a claim of being level", () => {
  it.each<[string, number | "floor", low: number, high: number, floor: number, VerdictKind]>([
    ["wholly within", 1.3, 0.9, 1.2, 1.05, "holds"],
    ["up to both bounds", 1.25, 0.8, 1.25, 1.05, "holds"],
    ["partly outside", 1.3, 1.1, 1.4, 1.05, "not distinguishable"],
    ["wholly above", 1.3, 1.31, 1.4, 1.05, "does not hold"],
    ["wholly below, which is not reversed", 1.3, 0.5, 0.7, 1.05, "does not hold"],
    ["within the floor", "floor", 0.97, 1.04, 1.05, "holds"],
    ["beyond the floor", "floor", 1.06, 1.2, 1.05, "does not hold"],
    ["a factor finer than the floor cannot be seen to hold", 1.02, 0.99, 1.01, 1.1, "not distinguishable"],
    ["nor to fail within the floor", 1.02, 1.03, 1.09, 1.1, "not distinguishable"],
  ])("%s", (_, levelWithin, low, high, floor, kind) => {
    const result = experimentOf(ratios(low, high), noise(floor));
    expect(judge({ ...ratioClaim, levelWithin }, result, context).kind).toBe(kind);
  });
});

describe("a claim under a condition", () => {
  const claim: RatioClaim = {
    ...ratioClaim,
    condition: { parameter: "size", unit: "count", says: "the size", cells: ["size=1", "size=100"] },
  };
  const both = (headline: [number, number], other: [number, number]) => {
    const [one, two] = [ratios(...headline), ratios(...other, "size=100")];
    return experimentOf(
      Object.fromEntries(Object.keys(one).map((id) => [id, [...one[id]!, ...two[id]!]])),
      noise(1),
    );
  };

  it("holds only if, with the flip interpolated on logarithmic scales", () => {
    const verdict = judge(claim, both([0.5, 0.6], [2, 3]), context);
    expect(verdict.kind).toBe("holds only if");
    // From 0.55 at 1 to 2.5 at 100, the medians meet the floor of 1 at 100 ** 0.395.
    expect(proseText(verdict.condition!)).toMatch(
      /^the size is more than about 6\.16 \(\d\S* to \d\S*, between the cells at 1 and 100\)$/,
    );
  });

  it("has the verdict of its levels where these agree", () => {
    expect(judge(claim, both([2, 3], [2, 3]), context).kind).toBe("holds");
    expect(judge(claim, both([0.5, 0.6], [0.2, 0.3]), context).kind).toBe("reversed");
  });

  it("names the levels at which the size holds where the direction holds at all", () => {
    const verdict = judge({ ...claim, published: 2.5 }, both([2, 3], [20, 30]), context);
    expect(verdict.kind).toBe("holds only if");
    expect(proseText(verdict.condition!)).toBe("the size 1");
  });

  it("goes by the measured levels when one is missing", () => {
    expect(judge(claim, experimentOf(ratios(2, 3), noise(1)), context).kind).toBe("holds");
  });
});

describe("a claim that counts", () => {
  const quantity: Quantity = { variant: "go/fast", metric: "counters.open", by: "max" };
  const claim = (is: "=" | "<" | "<=" | ">" | ">=", right: number | Quantity): PredicateClaim => ({
    id: "D9-C2",
    kind: "predicate",
    experiment: "race",
    text: "At most one is open",
    statedBy: "ours",
    conditions: [{ kind: "comparison", left: quantity, is, right, says: "open at most" }],
  });
  const counted = (...open: number[]): Sample[] =>
    open.map((count, round) => ({ status: "ok", round, counters: { open: count } }));
  const shareClaim: PredicateClaim = {
    ...claim(">=", 0.9),
    conditions: [
      {
        kind: "comparison",
        left: { variant: "go/fast", metric: "counters.share" },
        is: ">=",
        right: 0.9,
        says: "of the whole",
      },
    ],
  };

  it.each<["=" | "<" | "<=" | ">" | ">=", number, VerdictKind]>([
    ["=", 2, "holds"],
    ["=", 1, "does not hold"],
    ["<", 2, "does not hold"],
    ["<=", 2, "holds"],
    [">", 2, "does not hold"],
    [">=", 2, "holds"],
  ])("2 %s %d", (is, right, kind) => {
    expect(judge(claim(is, right), experimentOf({ "go/fast": counted(1, 2, 1) }), context).kind).toBe(kind);
  });

  it("divides by `per`, and compares with another quantity", () => {
    const result = experimentOf({ "go/fast": counted(6), "python/slow": counted(3) });
    const perSlow = { ...quantity, per: { ...quantity, variant: "python/slow" } as Quantity };
    const [condition] = claim("=", 2).conditions;
    const divided = { ...claim("=", 2), conditions: [{ ...condition!, left: perSlow }] } as PredicateClaim;
    expect(judge(divided, result, context).kind).toBe("holds");
    expect(judge(claim(">", { ...quantity, variant: "python/slow" }), result, context).kind).toBe("holds");
  });

  it.each<[string, readonly number[], VerdictKind]>([
    ["wholly below the bound", [6, 6, 6.3, 6.6, 6.3, 6], "holds"],
    ["wholly above it", [9, 9, 9.3, 9.6, 9.3, 9], "does not hold"],
    ["on both sides of it", [3, 4.5, 12, 9, 3, 12], "not distinguishable"],
  ])("judges a ratio of timed runs by its interval: %s", (_, timesMs, kind) => {
    const timed = (values: readonly number[]): Sample[] =>
      values.map((workMs, round) => ({ status: "ok", round, workMs }));
    const result = experimentOf({ "go/fast": timed(timesMs), "python/slow": timed(timesMs.map(() => 6)) });
    const per: Quantity = { variant: "python/slow", metric: "workMs" };
    const left: Quantity = { variant: "go/fast", metric: "workMs", per };
    const [condition] = claim("<=", 1.3).conditions;
    const ratio = { ...claim("<=", 1.3), conditions: [{ ...condition!, left }] } as PredicateClaim;
    expect(judge(ratio, result, context).kind).toBe(kind);
  });

  it.each<[string, readonly number[], VerdictKind]>([
    ["wholly above the bound", [0.92, 0.95, 0.91, 0.96, 0.94, 0.93], "holds"],
    ["wholly below it", [0.82, 0.85, 0.81, 0.86, 0.84, 0.83], "does not hold"],
    ["on both sides of it", [0.88, 0.95, 0.87, 0.96, 0.85, 0.89], "not distinguishable"],
    ["too few that differ for an interval", [0.88, 0.95, 0.87, 0.96, 0.89], "not measured here"],
    ["two that differ", [0.95, 0.96], "not measured here"],
    ["few that are all the same", [0.95, 0.95, 0.95], "holds"],
    ["the only one", [0.89], "does not hold"],
  ])("judges a median by its interval: %s", (_, shares, kind) => {
    const samples = shares.map((share, round): Sample => ({ status: "ok", round, counters: { share } }));
    expect(judge(shareClaim, experimentOf({ "go/fast": samples }), context).kind).toBe(kind);
  });

  it("counts the runs that are too few to judge a median by", () => {
    const shares = [0.88, 0.95, 0.87, 0.96, 0.89];
    const ended = shares.map((share, round): Sample => ({ status: "ok", round, counters: { share } }));
    const result = experimentOf({ "go/fast": [...ended, { status: "timeout", round: 5 }] });
    expect(proseText(judge(shareClaim, result, context).because)).toBe(
      "too few runs for an interval: Fast (Go) ended well 5 times",
    );
  });

  it.each<[string, readonly Sample[], readonly Sample[], VerdictKind]>([
    ["five rounds in common", timed([6, 6.1, 6.2, 6.3, 6.4]), timed([6, 6, 6, 6, 6, 6]), "not measured here"],
    [
      "six runs of each, five of them in common rounds",
      timed([6, 6.1, 6.2, 6.3, 6.4, 6.5]).map((sample) => ({ ...sample, round: sample.round! + 1 })),
      timed([6, 6, 6, 6, 6, 6]),
      "not measured here",
    ],
    ["one run beside several", timed([6]), timed([6, 6.1]), "not measured here"],
    ["few that are all the same", timed([6, 6]), timed([5, 5]), "holds"],
    ["one run of each", timed([6]), timed([5]), "holds"],
  ])("judges a ratio by its interval alone: %s", (_, fast, slow, kind) => {
    const per: Quantity = { variant: "python/slow", metric: "workMs" };
    const left: Quantity = { variant: "go/fast", metric: "workMs", per };
    const [condition] = claim("<=", 1.3).conditions;
    const ratio = { ...claim("<=", 1.3), conditions: [{ ...condition!, left }] } as PredicateClaim;
    const verdict = judge(ratio, experimentOf({ "go/fast": fast, "python/slow": slow }), context);
    expect(verdict.kind).toBe(kind);
    if (kind === "not measured here")
      expect(proseText(verdict.because)).toContain(
        "too few rounds in common for an interval: Fast (Go) ended",
      );
  });

  it("judges a quotient of two cells by its interval within rounds, and not where the rounds are too few", () => {
    const inCell = (samples: readonly Sample[]) => samples.map((sample) => ({ ...sample, cell: "size=100" }));
    const per: Quantity = { variant: "go/fast", metric: "workMs" };
    const left: Quantity = { variant: "go/fast", metric: "workMs", cell: "size=100", per };
    const [condition] = claim(">=", 2).conditions;
    const growth = { ...claim(">=", 2), conditions: [{ ...condition!, left }] } as PredicateClaim;
    const grown = (count: number) => {
      const [small, large] = [timed([1, 1.1, 1.2, 1, 1.1, 1.2]), timed([4, 4.1, 4.2, 4, 4.1, 4.2])];
      return experimentOf({ "go/fast": [...small.slice(0, count), ...inCell(large)] });
    };
    const words = (count: number) => proseText(judge(growth, grown(count), context).because);
    expect(judge(growth, grown(6), context).kind).toBe("holds");
    expect(words(6)).toContain("3.73 (3.5 to 4)");
    expect(judge(growth, grown(5), context).kind).toBe("not measured here");
    expect(words(5)).toBe(
      "too few rounds in common for an interval: Fast (Go) at size=100 ended well 6 times, Fast (Go) ended well 5 times",
    );
  });

  it("judges a gap as the same in either direction", () => {
    const timed = (workMs: number): Sample[] =>
      Array.from({ length: 6 }, (_, round) => ({ status: "ok", round, workMs }));
    const result = experimentOf({ "go/fast": timed(1), "python/slow": timed(8) });
    const per: Quantity = { variant: "python/slow", metric: "workMs" };
    const left: Quantity = { variant: "go/fast", metric: "workMs", per, eitherWay: true };
    const [condition] = claim("=", 8).conditions;
    const gap = (side: Quantity) =>
      judge(
        { ...claim("=", 8), conditions: [{ ...condition!, left: side }] } as PredicateClaim,
        result,
        context,
      ).kind;
    expect(gap(left)).toBe("holds");
    expect(gap({ ...left, by: "max", per: { ...per, by: "max" } })).toBe("holds");
    expect(gap({ variant: "go/fast", metric: "workMs", per })).toBe("does not hold");
  });

  it("fails on one unmet condition, though another could not be measured", () => {
    const missing = {
      ...claim("=", 1).conditions[0]!,
      left: { ...quantity, variant: "python/slow" },
    } as PredicateClaim["conditions"][number];
    const both = { ...claim("=", 1), conditions: [...claim("=", 1).conditions, missing] };
    expect(judge(both, experimentOf({ "go/fast": counted(2) }), context).kind).toBe("does not hold");
    expect(judge(both, experimentOf({ "go/fast": counted(1) }), context).kind).toBe("not measured here");
  });

  const digests: PredicateClaim = {
    ...claim("=", 1),
    conditions: [{ kind: "every-digest-right", says: "runs with the right answer" }],
  };
  it.each<[string, Sample[], VerdictKind]>([
    ["all alike", timed([1, 2]), "holds"],
    ["errors are no answers", [...timed([1]), { status: "error" }], "holds"],
    ["one invalid", [...timed([1]), { status: "invalid", digest: "e" }], "does not hold"],
    ["one that differs", [...timed([1, 2]), { status: "ok", digest: "e" }], "does not hold"],
    ["one without", [...timed([1]), { status: "ok" }], "does not hold"],
    ["nothing ended", [{ status: "skipped", reason: "no Go on PATH" }], "not measured here"],
  ])("digests: %s", (_, samples, kind) => {
    const result = experimentOf({ "go/fast": samples }, { kind: "exact" });
    expect(judge(digests, result, context).kind).toBe(kind);
  });
});

describe("what was not measured", () => {
  const because = (variants: Record<string, readonly Sample[]>) => {
    const verdict = judge(ratioClaim, experimentOf(variants), context);
    expect(verdict.kind).toBe("not measured here");
    return proseText(verdict.because);
  };
  const slow = ratios(2, 3)["python/slow"]!;

  it("names the missing runtime", () => {
    expect(
      because({ "python/slow": slow, "go/fast": [{ status: "skipped", reason: "no Go on PATH" }] }),
    ).toBe("Fast (Go): no Go on PATH");
  });

  it("names how a program failed", () => {
    const failed = slow.map((): Sample => ({ status: "error", reason: "exit code 2" }));
    expect(because({ "python/slow": slow, "go/fast": failed })).toBe("Fast (Go): exit code 2");
  });

  it("is no program that dies at the claim's work and runs at other work: then the claim does not hold", () => {
    const at = (cell: string, samples: readonly Sample[]) => samples.map((sample) => ({ ...sample, cell }));
    const dying = slow.map((): Sample => ({ status: "error", reason: "exit code 2" }));
    const variants = {
      "python/slow": at("size=100", slow),
      "go/fast": [...at("size=1", timed([1])), ...at("size=100", dying)],
    };
    const claim = { ...ratioClaim, cell: "size=100" };
    const verdict = judge(claim, experimentOf(variants), context);
    expect(verdict.kind).toBe("does not hold");
    expect(proseText(verdict.because)).toBe(
      "Slow (Python) ended well 6 times, and the program said to be ahead never did, though it runs in other cells: Fast (Go): exit code 2",
    );
    const once = { ...variants, "go/fast": [...variants["go/fast"], ...at("size=100", timed([1]))] };
    expect(judge(claim, experimentOf(once), context).kind).toBe("not measured here");
  });

  it("counts the runs when they are too few", () => {
    expect(because({ "python/slow": slow, "go/fast": timed([1, 1, 1, 1, 1]) })).toBe(
      "too few rounds in common for an interval: Slow (Python) ended well 6 times, Fast (Go) ended well 5 times",
    );
  });

  it("takes only samples that ended well", () => {
    const invalid = timed([1, 1, 1, 1, 1, 1]).map((sample): Sample => ({ ...sample, status: "invalid" }));
    expect(because({ "python/slow": slow, "go/fast": invalid })).toContain("answered wrongly");
  });

  it("is a variant or experiment that the results lack, and all of the smoke profile", () => {
    expect(because({ "python/slow": slow })).toContain("not among the variants");
    expect(judge(ratioClaim, undefined, context).kind).toBe("not measured here");
    const smoke = { ...experimentOf(ratios(2, 3)), profile: "smoke" as const };
    expect(judge(ratioClaim, smoke, context).kind).toBe("not measured here");
  });
});
