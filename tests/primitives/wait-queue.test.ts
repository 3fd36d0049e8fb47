import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Waiter, WaitQueue } from "../../lib/primitives/wait-queue.js";
import { settle, watch } from "../support/controlled-work.js";

describe("WaitQueue", () => {
  it("serves those who still wait in the order in which they came, whoever left meanwhile", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant("come"), fc.constant("serve"), fc.nat({ max: 20 })), { maxLength: 80 }),
        (steps) => {
          const queue = new WaitQueue<void, number>();
          const waiters: Waiter<void, number>[] = [];
          let model: number[] = [];
          for (const step of steps) {
            if (step === "come") {
              const waiter = new Waiter<void, number>(waiters.length, noop, noop);
              model.push(waiters.length);
              waiters.push(waiter);
              queue.enqueue(waiter);
            } else if (step === "serve") {
              expect(queue.shift()?.offer).toBe(model.shift());
            } else if (waiters[step as number]) {
              queue.leave(waiters[step as number]!);
              model = model.filter((id) => id !== step);
            }
            expect(queue.size).toBe(model.length);
            expect(queue.first?.offer).toBe(model[0]);
          }
        },
      ),
    );
  });

  it("stops listening to the signal of one that was served", async () => {
    const queue = new WaitQueue<string>();
    const cancel = new AbortController();
    const waiting = watch(queue.park(undefined, cancel.signal));
    queue.shift()!.wake("served");
    cancel.abort("too late");
    await settle();
    expect(waiting).toEqual({ state: "fulfilled", value: "served" });
  });

  it("tells its owner of one that left, after it left", () => {
    const sizes: number[] = [];
    const queue: WaitQueue = new WaitQueue("wait", undefined, () => sizes.push(queue.size));
    const cancel = new AbortController();
    queue.park(undefined, cancel.signal).catch(noop);
    cancel.abort();
    expect(sizes).toEqual([0]);
  });
});

function noop(): void {}
