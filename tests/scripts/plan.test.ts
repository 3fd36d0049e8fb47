import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import type { PlannedExperiment } from "../../lib/experiments/plan-run.js";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("npm run plan gives every sample of a run by round, what is missing, and the time, and takes no sample", async () => {
  const env = { INTERLEAVE_STATE: await temporaryFolder() };
  const args = ["--only", "two-philosophies", "--peers", "none", "--json"];
  const end = await runScript("plan", args, env);
  expect(end).toMatchObject({ code: 0, stderr: "" });
  const plan: { seed: number; experiments: PlannedExperiment[] } = JSON.parse(end.stdout);
  expect(plan.seed).toBe(7);
  expect(await readdir(env.INTERLEAVE_STATE)).not.toContain("journal");
  const document = documents.find(({ slug }) => slug === "two-philosophies")!;
  for (const { experiment, rounds, missing } of plan.experiments) {
    const { variants } = document.experiments.find(({ id }) => id === experiment)!;
    expect([1, 6]).toContain(rounds.length);
    for (const round of rounds)
      expect(new Set(round.map((sample) => JSON.stringify(sample))).size).toBe(round.length);
    const planned = new Set([...rounds.flat().map(({ variant }) => variant), ...Object.keys(missing)]);
    const quick = variants.filter(({ from }) => from !== "full").map(({ id }) => id);
    expect([...planned].sort()).toEqual(quick.sort());
  }
  const [first, second] = plan.experiments.find(({ rounds }) => rounds.length === 6)!.rounds;
  expect(first).not.toEqual(second);
});
