import fc from "fast-check";
import { expect, it } from "vitest";
import { RunQueue } from "../../lib/primitives/run-queue.js";

it("RunQueue agrees with an array over any pushes and shifts, through several chunks", () => {
  const runs = fc.array(fc.integer({ min: -1500, max: 1500 }), { maxLength: 12 });
  fc.assert(
    fc.property(runs, (counts) => {
      const queue = new RunQueue<{ index: number }>();
      const model: { index: number }[] = [];
      let agreed = true;
      for (const count of counts) {
        for (let index = 0; index < Math.abs(count); index += 1) {
          const element = { index };
          if (count > 0) queue.push(element);
          if (count > 0) model.push(element);
          if (count < 0) agreed &&= queue.shift() === model.shift();
        }
        agreed &&= queue.size === model.length;
      }
      while (model.length > 0) agreed &&= queue.shift() === model.shift();
      expect(agreed && queue.shift() === undefined && queue.size === 0).toBe(true);
    }),
    { numRuns: 50 },
  );
});
