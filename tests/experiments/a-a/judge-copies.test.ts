import { describe, expect, it } from "vitest";
import type { VariantId } from "../../../lib/catalogue/entry.js";
import { documents } from "../../../lib/catalogue/index.js";
import { aaPrograms } from "../../../lib/experiments/a-a/a-a-trials.js";
import { isFalse, judgeCopies } from "../../../lib/experiments/a-a/judge-copies.js";
import { runnableExperiments as loadExperiments } from "../../../lib/experiments/registry.js";
import { planRounds } from "../../../lib/measure/rounds.js";
import { seededRandom } from "../../../lib/stats/random.js";

const options = {
  document: "catch-em-all",
  metric: "workMs",
  roundCount: 6,
  seed: 7,
  signal: new AbortController().signal,
} as const;

describe("judgeCopies", () => {
  it("does not tell a program from itself", async () => {
    const random = seededRandom(3);
    const sample = async () => ({ status: "ok", workMs: 100 * Math.exp(0.1 * random.normal()) }) as const;
    const judged = await judgeCopies({ sample }, options);
    expect(judged.verdict).toBe("not distinguishable");
    expect(isFalse(judged)).toBe(false);
    expect(Object.values(judged.samples).map(({ length }) => length)).toEqual([6, 6, 6, 6]);
  });

  it("finds a harness that treats one name worse, so it can fail", async () => {
    const order = planRounds<VariantId>(
      ["ts/first", "ts/first-copy", "ts/second", "ts/second-copy"],
      options.roundCount,
      options.seed,
    ).flat();
    let place = 0;
    const sample = async () =>
      ({ status: "ok", workMs: (order[place++] === "ts/second" ? 150 : 100) + place / 100 }) as const;
    const judged = await judgeCopies({ sample }, options);
    expect(judged.verdict).toBe("holds");
    expect(isFalse(judged)).toBe(true);
  });

  it("says so where too few runs ended well", async () => {
    const judged = await judgeCopies(
      { sample: async () => ({ status: "error", reason: "exit code 3" }) },
      options,
    );
    expect(judged).toMatchObject({ verdict: "not measured here", noiseFactor: Number.POSITIVE_INFINITY });
    expect(isFalse(judged)).toBe(false);
  });
});

describe("the ten programs", () => {
  it("are variants of experiments that can run", async () => {
    const runnableExperiments = await loadExperiments();
    expect(aaPrograms).toHaveLength(10);
    for (const { document, experiment, variant } of aaPrograms) {
      const entry = documents
        .find(({ slug }) => slug === document)
        ?.experiments.find(({ id }) => id === experiment);
      expect(entry?.variants.map(({ id }) => id)).toContain(variant);
      expect(runnableExperiments.some((one) => one.document === document && one.id === experiment)).toBe(
        true,
      );
    }
  });
});
