import fc from "fast-check";
import { expect, it } from "vitest";
import { Ring } from "../../lib/primitives/ring.js";

it("Ring agrees with an array over any pushes and shifts, growing as it must", () => {
  fc.assert(
    fc.property(fc.nat({ max: 5 }), fc.array(fc.boolean(), { maxLength: 200 }), (slotCount, pushes) => {
      const ring = new Ring<number | undefined>(slotCount);
      const model: (number | undefined)[] = [];
      for (const [index, push] of pushes.entries()) {
        const element = index % 7 === 0 ? undefined : index;
        if (push) {
          ring.push(element);
          model.push(element);
        } else if (model.length > 0) {
          expect(ring.shift()).toBe(model.shift());
        }
        expect(ring.size).toBe(model.length);
      }
    }),
  );
});
