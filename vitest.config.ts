import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.js";

const limits = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Tests that start browsers, kernels and many programs: what one of them might leave behind meets no other. */
const APART = [
  "tests/{browser,contracts,end-to-end,jupyter,peers,scripts,servers}/**/*.test.ts",
  "tests/experiments/*/{background,experiments,generators,programs}.test.ts",
];

export default defineConfig({
  test: {
    globalSetup: "tests/support/shared-state.ts",
    // Two cores: more workers would only make process tests starve each other.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...limits, name: "apart", include: APART } },
      {
        test: {
          ...limits,
          name: "together",
          include: ["tests/**/*.test.ts"],
          // `npm run test:jupyter` runs those that need Jupyter and take minutes.
          exclude: [...APART, "tests/with-jupyter/**"],
          // To start a process for each of these files, and to load the library into it, took longer than most of
          // them: one process runs many. They give back what they stub.
          isolate: false,
        },
      },
    ],
  },
});
