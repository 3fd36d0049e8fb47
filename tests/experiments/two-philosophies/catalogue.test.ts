import { describe, expect, it } from "vitest";
import { twoPhilosophies } from "../../../lib/catalogue/two-philosophies.js";
import { twoPhilosophiesExperiments } from "../../../lib/experiments/two-philosophies/experiments.js";

const built = twoPhilosophies.experiments.filter(({ variants }) => variants.length > 0);

describe("the third essay in the catalogue", () => {
  it("has every experiment, and each of them runs", () => {
    const ids = ["start", "pool", "scrape", "tasks", "errors", "channel", "blocking", "mixed", "race"];
    expect(Object.keys(twoPhilosophiesExperiments)).toEqual(ids);
    expect(built.map(({ id }) => id)).toEqual(ids);
  });

  it("has all twelve claims", () => {
    expect(twoPhilosophies.claims.map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, index) => `D3-C${index + 1}`),
    );
  });

  it("times every timed experiment against exactly one copy", () => {
    for (const { id, variants } of built.filter(({ metric }) => metric === "workMs")) {
      expect(
        variants.filter(({ copyOf }) => copyOf !== undefined),
        id,
      ).toHaveLength(1);
    }
  });

  it("calls a variant that several experiments have by one name, which is how reports look it up", () => {
    const titles = new Map<string, string>();
    for (const { id, title } of built.flatMap(({ variants }) => variants)) {
      expect(title, id).toBe(titles.get(id) ?? title);
      titles.set(id, title);
    }
  });
});
