import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { torture } from "../../lib/experiments/torture.js";
import { compiledModule } from "../../lib/paths.js";
import { seededRandom } from "../../lib/stats/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const missing = [
  ...(existsSync(compiledModule("experiments", "harness.js")) ? [] : ["the compiled library"]),
  ...(existsSync("/proc/self/environ") ? [] : ["/proc, to see orphans"]),
];
const TIME_LIMIT_MS = 300_000;

describe.skipIf(missing.length > 0)(
  `a run that is killed at random moments (needs ${missing.join(", ") || "nothing"})`,
  () => {
    it(
      "loses no finished sample, leaves no process, and is resumed to the planned number of samples",
      async () => {
        const attempts = await torture({
          request: {
            document: "catch-em-all",
            experiment: "why",
            settings: { profile: "smoke", seed: 7, peers: [], parameters: { documents: 2 } },
          },
          stateFolder: await temporaryFolder(),
          killCount: 2,
          random: seededRandom(7),
          signal: new AbortController().signal,
        });
        expect(attempts.filter(({ killedAfterMs }) => killedAfterMs !== null)).toHaveLength(2);
        expect(attempts.at(-1)!.killedAfterMs).toBeNull();
        expect(attempts.flatMap(({ faults }) => faults)).toEqual([]);
      },
      TIME_LIMIT_MS,
    );

    it(
      "comes to its end when what is killed is a program, a server or a worker, and leaves no process",
      async () => {
        const attempts = await torture({
          request: {
            document: "from-python-to-go",
            experiment: "spread",
            settings: {
              profile: "smoke",
              seed: 7,
              peers: [],
              parameters: { workers: 2, clients: 4, periods: 1 },
            },
          },
          stateFolder: await temporaryFolder(),
          killCount: 1,
          victim: "program",
          random: seededRandom(7),
          signal: new AbortController().signal,
        });
        expect(attempts.filter(({ struck }) => struck !== null)).toHaveLength(1);
        expect(attempts.every(({ killedAfterMs }) => killedAfterMs === null)).toBe(true);
        expect(attempts.flatMap(({ faults }) => faults)).toEqual([]);
      },
      TIME_LIMIT_MS,
    );
  },
);
