import { defineConfig } from "vitest/config";
import { LongestFirst } from "../support/longest-first.js";

/** The tests that drive Jupyter's own tools: `npm run test:jupyter`. Without Jupyter each says why it was skipped. */
export default defineConfig({
  test: {
    include: ["tests/with-jupyter/**/*.test.ts"],
    // A notebook in its smoke profile takes up to half a minute, and Jupyter some seconds to start.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // What notebooks measure beside each other is worth nothing, and nothing is asserted of it.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
