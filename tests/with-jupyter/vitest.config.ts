import { defineConfig } from "vitest/config";

/** The tests that drive Jupyter's own tools: `npm run test:jupyter`. Without Jupyter each says why it was skipped. */
export default defineConfig({
  test: {
    include: ["tests/with-jupyter/**/*.test.ts"],
    // A notebook in its smoke profile takes up to half a minute, and Jupyter some seconds to start.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // The notebooks measure: two at once would disturb each other.
    maxWorkers: 1,
    fileParallelism: false,
  },
});
