import { expect, it } from "vitest";
import { expectStorable } from "../../lib/experiments/expect-storable.js";
import type { PreparedExperiment } from "../../lib/experiments/experiment.js";

const prepared = (cell: string, warnings: readonly string[] = []): PreparedExperiment => ({
  timed: true,
  parameters: { tasks: 20 },
  cells: { [cell]: { parameters: { waitMs: 1 } } },
  subjects: [],
  traced: [],
  limits: {},
  warnings,
  close: async () => {},
});

it("refuses names that no result file may have before anything is measured", () => {
  expectStorable("mixed", prepared("taskSteps=200000,waitMs=1"));
  expect(() => expectStorable("mixed", prepared("a name with spaces"))).toThrow(
    /^Expected mixed to prepare what a result file can hold: .*a name with spaces.*Nothing was measured\.$/,
  );
  expect(() => expectStorable("mixed", prepared("cell", ["x".repeat(100_000)]))).toThrow(/warnings/);
});
