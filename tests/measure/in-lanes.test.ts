import { describe, expect, it } from "vitest";
import { inLanes } from "../../lib/measure/in-lanes.js";

/** Work that says when it starts, and ends when it is told to. */
function controlled() {
  const started: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: unknown) => void }>();
  const work = (item: string) => {
    started.push(item);
    return new Promise<void>((resolve, reject) => ends.set(item, { resolve, reject }));
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { started, ends, work, settle };
}

describe("inLanes", () => {
  it("has as many items under way as there are lanes, and starts them in order", async () => {
    const { started, ends, work, settle } = controlled();
    const whole = inLanes(["a", "b", "c"], 2, work);
    await settle();
    expect(started).toEqual(["a", "b"]);
    ends.get("b")!.resolve();
    await settle();
    expect(started).toEqual(["a", "b", "c"]);
    ends.get("c")!.resolve();
    ends.get("a")!.resolve();
    await whole;
  });

  it("starts nothing after a failure, and ends only when nothing is under way", async () => {
    const { started, ends, work, settle } = controlled();
    let outcome: unknown;
    const whole = inLanes(["a", "b", "c"], 2, work).catch((thrown) => {
      outcome = thrown;
    });
    await settle();
    ends.get("a")!.reject("broken");
    await settle();
    expect([started, outcome]).toEqual([["a", "b"], undefined]);
    ends.get("b")!.resolve();
    await whole;
    expect([started, outcome]).toEqual([["a", "b"], "broken"]);
  });

  it("has nothing to do for no items", async () => {
    await inLanes([], 3, () => Promise.reject(new Error("called")));
  });
});
