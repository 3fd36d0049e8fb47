import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { readBenchFile } from "../../lib/store/read-bench.js";
import { writeBenchFile } from "../../lib/store/write-bench.js";
import { syntheticBench } from "../fixtures/synthetic-bench.js";
import { temporaryFolder } from "../support/temporary-folder.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("writes a bench in its machine's folder, and keeps the one before it", async () => {
  const folder = await temporaryFolder();
  const state = path.join(folder, "state");
  vi.stubEnv("INTERLEAVE_STATE", state);
  const first = await writeBenchFile(folder, { ...syntheticBench(), seed: 1 });
  expect(first).toEqual({ kind: "written", file: path.join(folder, "test-machine", "bench.json") });
  const second = await writeBenchFile(folder, { ...syntheticBench(), seed: 2 });
  expect((await readBenchFile(second.file)).seed).toBe(2);
  const { previous } = second as Extract<typeof second, { kind: "replaced" }>;
  expect(path.dirname(previous)).toBe(path.join(state, "replaced", "test-machine"));
  expect((await readBenchFile(previous)).seed).toBe(1);
});

it("writes nothing that no reader would accept", async () => {
  const folder = await temporaryFolder();
  const hostile = { ...syntheticBench(), roundCount: 0 };
  await expect(writeBenchFile(folder, hostile)).rejects.toThrow(TypeError);
});
