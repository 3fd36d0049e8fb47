import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.js";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/support/shared-state.ts",
    // `npm run test:jupyter` runs these: they need Jupyter and take minutes.
    exclude: ["tests/with-jupyter/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers would only make process tests starve each other.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
