import { expect, it } from "vitest";
import { speedUps } from "../../../lib/experiments/catch-em-all/speed-ups.js";
import type { Measurement } from "../../../lib/experiments/measurement.js";

const samples = (workMs: number, rounds: number, cell?: string) =>
  Array.from({ length: rounds }, (_, round) => ({ status: "ok", round, workMs, ...(cell && { cell }) }));

it("has a speed-up for each language and round-trip time, with its interval from six rounds on", () => {
  const file = {
    experiments: {
      latency: {
        cells: { "rttMs=1": {}, "rttMs=100": {} },
        variants: {
          "ts/await-in-loop": { samples: [...samples(20, 6), ...samples(1000, 2, "rttMs=100")] },
          "ts/gather": { samples: [...samples(40, 6), ...samples(250, 2, "rttMs=100")] },
        },
      },
    },
  };
  expect(speedUps({ file } as unknown as Measurement)).toEqual({
    kind: "table",
    head: ["language", "1 ms", "100 ms"],
    rows: [
      ["TypeScript", "0.5 x (0.5 x to 0.5 x)", "4 x"],
      ["Python", "", ""],
      ["Go", "", ""],
    ],
  });
});
