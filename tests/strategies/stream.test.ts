import { describe, expect, it } from "vitest";
import { type StrategyName, strategies } from "../../lib/strategies/registry.js";
import { streamed } from "../../lib/strategies/stream.js";
import { ControlledWork, settle, watch } from "../support/controlled-work.js";

describe.each(Object.keys(strategies) as StrategyName[])("streamed over %s", (name) => {
  const { run: strategy } = strategies[name];

  it("gives results in the order of completion, while others are under way", async () => {
    const controlled = new ControlledWork();
    const results = streamed(strategy, ["a", "b", "c"], controlled.work, { limit: 2 });
    const order: number[] = [];
    for (;;) {
      const next = results.next();
      await settle();
      const last = controlled.pending.at(-1);
      if (last !== undefined) {
        await controlled.resolve(last, `result ${last}`);
        order.push(last);
      }
      const { value, done } = await next;
      if (done) break;
      expect(value).toEqual({ index: order.at(-1), result: `result ${order.at(-1)}` });
    }
    expect(order.toSorted()).toEqual([0, 1, 2]);
  });

  it("starts nothing before it is asked", async () => {
    const controlled = new ControlledWork();
    const results = streamed(strategy, ["a"], controlled.work);
    await settle();
    expect(controlled.started).toEqual([]);
    await results.return();
  });

  it("delivers what came before a failure, then throws it", async () => {
    const taken: number[] = [];
    const work = async (item: number) => {
      if (item === 2) throw undefined;
      return item;
    };
    const loop = (async () => {
      for await (const { result } of streamed(strategy, [0, 1, 2], work, { limit: 1 })) taken.push(result);
    })();
    await expect(loop).rejects.toBeUndefined();
    expect(taken).toEqual([0, 1]);
  });

  it("cancels and awaits the rest when the loop is left", async () => {
    const controlled = new ControlledWork();
    const loop = watch(
      (async () => {
        for await (const _ of streamed(strategy, Array(5).fill("item"), controlled.work, { limit: 3 })) break;
      })(),
    );
    await settle();
    await controlled.resolve(0, "first");
    const startedBefore = controlled.started.length;
    while (controlled.pending.length > 0) {
      expect(loop.state).toBe("pending");
      expect(controlled.signals.get(controlled.pending[0]!)!.aborted).toBe(true);
      await controlled.resolve(controlled.pending[0]!, "too late");
    }
    expect(loop.state).toBe("fulfilled");
    expect(controlled.started.length).toBe(startedBefore);
  });

  it("passes the caller's cancelling on", async () => {
    const controlled = new ControlledWork();
    const caller = new AbortController();
    const next = watch(streamed(strategy, ["a"], controlled.work, { signal: caller.signal }).next());
    await settle();
    caller.abort("enough");
    await controlled.resolve(0, "too late");
    expect(next).toEqual({ state: "rejected", error: "enough" });
  });

  it("holds the work up when results find no room, if told so", async () => {
    const started: number[] = [];
    const work = async (item: number) => {
      started.push(item);
      return item;
    };
    const results = streamed(strategy, [0, 1, 2, 3, 4, 5, 6, 7], work, { limit: 1, heldAtMost: 1 });
    const taken = [(await results.next()).value?.result];
    await settle();
    if (name !== "gather") expect(started.length).toBeLessThanOrEqual(3);
    for await (const { result } of results) taken.push(result);
    expect(taken.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
