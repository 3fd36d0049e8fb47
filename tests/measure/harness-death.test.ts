import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compiledModule } from "../../lib/paths.js";
import { fixtureFile, processesWith, untilGone } from "./processes.js";

const built = existsSync(compiledModule("measure", "rounds.js"));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-harness-"));
});
afterEach(() => rm(folder, { recursive: true }));

function startHarness(request: object) {
  const env = { ...process.env, INTERLEAVE_STATE: folder };
  return spawn(process.execPath, [fixtureFile("harness.mjs"), JSON.stringify(request)], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe.skipIf(!built)("a harness that is killed (needs the compiled library: npm run build)", () => {
  it("leaves no program that watches its standard input", async () => {
    const marker = randomUUID();
    const harness = startHarness({ roundCount: 1, resume: false, argument: { behaviour: "watch", marker } });
    while (processesWith(marker).filter((line) => line.includes("job.mjs")).length === 0) await delay(20);
    harness.kill("SIGKILL");
    expect(await untilGone(marker)).toEqual([]);
  });

  it("is resumed to the planned number of samples, losing at most the one under way", async () => {
    const request = { roundCount: 4, argument: { behaviour: "answer" } };
    const killed = startHarness({ ...request, resume: false });
    let finishedCount = 0;
    for await (const line of createInterface({ input: killed.stdout! })) {
      if (JSON.parse(line).type === "sample-finished" && ++finishedCount === 3) killed.kill("SIGKILL");
    }
    const messages: { type: string; resumed?: boolean; samples?: [string, { round: number }[]][] }[] = [];
    const resumed = startHarness({ ...request, resume: true });
    for await (const line of createInterface({ input: resumed.stdout! })) messages.push(JSON.parse(line));
    expect(messages.filter((message) => message.resumed).length).toBeGreaterThanOrEqual(3);
    const samples = messages.at(-1)!.samples!;
    expect(samples.map(([id]) => id)).toEqual(["ts/a", "ts/b"]);
    for (const [, own] of samples) expect(own.map(({ round }) => round)).toEqual([0, 1, 2, 3]);
  });
});
