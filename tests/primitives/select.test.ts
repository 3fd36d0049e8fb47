import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { Channel, ClosedChannelError } from "../../lib/primitives/channel.js";
import { Event } from "../../lib/primitives/event.js";
import { aborted, after as afterDelay, otherwise, select } from "../../lib/primitives/select.js";
import { settle, watch } from "../support/controlled-work.js";

describe("select", () => {
  it("does the one case that is ready, and none of the others", async () => {
    const full = new Channel<number>(1);
    const empty = new Channel<number>(1);
    full.trySend(1);
    const chosen = await select({
      send: full.sending(2),
      receive: empty.receiving(),
      take: full.receiving(),
    });
    expect(chosen).toEqual({ name: "take", value: { value: 1, done: false } });
    expect([full.stats().bufferedCount, empty.stats().bufferedCount]).toEqual([0, 0]);
  });

  it("waits in every queue, and leaves all others when one completes", async () => {
    const [a, b] = [new Channel<string>(), new Channel<string>()];
    const chosen = watch(select({ a: a.receiving(), b: b.receiving(), send: a.sending("own") }));
    await settle();
    expect([a.stats(), b.stats()]).toMatchObject([
      { waitingReceiverCount: 1, waitingSenderCount: 1 },
      { waitingReceiverCount: 1 },
    ]);
    expect(b.trySend("hello")).toBe(true);
    for (const channel of [a, b]) {
      expect(channel.stats()).toMatchObject({ waitingReceiverCount: 0, waitingSenderCount: 0 });
    }
    await settle();
    expect(chosen.value).toEqual({ name: "b", value: { value: "hello", done: false } });
  });

  it("hands over between two selects, each of which does one thing", async () => {
    const [there, back] = [new Channel<number>(), new Channel<number>()];
    const first = watch(select({ there: there.sending(1), back: back.receiving() }));
    const second = watch(select({ there: there.receiving(), back: back.sending(2) }));
    await settle();
    expect(second.value?.name).toBe(first.value?.name);
    expect(first.value).not.toEqual(second.value);
    expect(there.stats()).toMatchObject({ waitingReceiverCount: 0, waitingSenderCount: 0 });
    expect(back.stats()).toMatchObject({ waitingReceiverCount: 0, waitingSenderCount: 0 });
  });

  it("never waits when it has an otherwise, which comes last", async () => {
    const channel = new Channel<number>(1);
    const cases = () => ({ idle: otherwise(), job: channel.receiving() });
    expect(await select(cases())).toEqual({ name: "idle", value: undefined });
    channel.trySend(7);
    expect(await select(cases(), { random: () => 0.999 })).toMatchObject({ name: "job" });
  });

  it("gives values untouched: promises, undefined, errors", async () => {
    for (const value of [Promise.resolve(1), undefined, null, 0, new Error("a value")]) {
      const channel = new Channel<unknown>(1);
      channel.trySend(value);
      expect((await select({ job: channel.receiving() })).value.value).toBe(value);
      const waiting = select({ job: channel.receiving() });
      channel.trySend(value);
      expect((await waiting).value.value).toBe(value);
    }
  });

  it("rejects when a channel that it would send on is closed, or closes, and leaves the others", async () => {
    const [closing, other] = [new Channel<number>(), new Channel<number>()];
    const waiting = watch(select({ send: closing.sending(1), receive: other.receiving() }));
    closing.close();
    await settle();
    expect(waiting.error).toBeInstanceOf(ClosedChannelError);
    expect(other.stats().waitingReceiverCount).toBe(0);
    await expect(select({ send: closing.sending(1) })).rejects.toBeInstanceOf(ClosedChannelError);
    expect(await select({ receive: closing.receiving() })).toMatchObject({ value: { done: true } });
  });

  it("gives up under a signal, and can instead choose it", async () => {
    const channel = new Channel<number>();
    const cancel = new AbortController();
    const rejecting = watch(select({ job: channel.receiving() }, { signal: cancel.signal }));
    const choosing = watch(select({ job: channel.receiving(), stop: aborted(cancel.signal) }));
    cancel.abort("enough");
    await settle();
    expect(rejecting).toMatchObject({ state: "rejected", error: "enough" });
    expect(choosing.value).toEqual({ name: "stop", value: "enough" });
    expect(channel.stats().waitingReceiverCount).toBe(0);
    await expect(select({ job: channel.receiving() }, { signal: cancel.signal })).rejects.toBe("enough");
  });

  it("takes each ready case as often as another", async () => {
    const counts = { a: 0, b: 0, c: 0 };
    const [a, b, c] = [new Event(), new Event(), new Event()];
    for (const event of [a, b, c]) event.set();
    let state = 1;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    for (let round = 0; round < 3_000; round += 1) {
      const { name } = await select({ a: a.happening(), b: b.happening(), c: c.happening() }, { random });
      counts[name] += 1;
    }
    for (const count of Object.values(counts)) expect(Math.abs(count - 1_000)).toBeLessThan(100);
  });

  it("wants at least one case", async () => {
    await expect(select({})).rejects.toBeInstanceOf(UsageError);
  });

  it("loses and doubles no value, whoever selects, sends, receives or gives up in whatever order", async () => {
    const step = fc.record({
      kind: fc.constantFrom("send", "receive", "select-receive", "select-send", "give-up"),
      channel: fc.nat({ max: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2 }), fc.array(step, { maxLength: 40 }), async (capacity, steps) => {
        const channels = [new Channel<number>(capacity), new Channel<number>(capacity)] as const;
        const sent: number[] = [];
        const received: number[] = [];
        const cancels: AbortController[] = [];
        const keep = (result: IteratorResult<number, undefined>) => {
          if (!result.done) received.push(result.value);
        };
        for (const [value, { kind, channel }] of steps.entries()) {
          const own = channels[channel]!;
          const cancel = new AbortController();
          const { signal } = cancel;
          cancels.push(cancel);
          if (kind === "send") {
            const sending = own.send(value, signal);
            if (sending === undefined) sent.push(value);
            else sending.then(() => sent.push(value), noop);
          } else if (kind === "receive") own.receive(signal).then(keep, noop);
          else if (kind === "give-up") cancels[Math.floor(value / 2)]!.abort();
          else if (kind === "select-receive") {
            const [a, b] = channels;
            select({ a: a.receiving(), b: b.receiving() }, { signal }).then((it) => keep(it.value), noop);
          } else {
            const [a, b] = channels;
            select({ a: a.sending(value), b: b.sending(value) }, { signal }).then(
              () => sent.push(value),
              noop,
            );
          }
        }
        await settle();
        const left = channels.flatMap((channel) => {
          const count = channel.stats().bufferedCount;
          return Array.from({ length: count }, () => channel.tryReceive() as number);
        });
        await settle();
        for (const channel of channels) channel.close();
        const rest = channels.flatMap((channel) =>
          Array.from({ length: channel.stats().bufferedCount }, () => channel.tryReceive() as number),
        );
        await settle();
        expect([...received, ...left, ...rest].sort(byNumber)).toEqual([...sent].sort(byNumber));
        for (const channel of channels) {
          expect(channel.stats()).toMatchObject({ waitingReceiverCount: 0, waitingSenderCount: 0 });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("after", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("completes a select when nothing else does, and leaves no timer when something else did", async () => {
    const channel = new Channel<number>(1);
    const waiting = select({ job: channel.receiving(), late: afterDelay(50) });
    await vi.advanceTimersByTimeAsync(49);
    expect(channel.stats().waitingReceiverCount).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toEqual({ name: "late", value: undefined });
    expect(channel.stats().waitingReceiverCount).toBe(0);
    const served = select({ job: channel.receiving(), late: afterDelay(50) });
    channel.trySend(1);
    expect(await served).toMatchObject({ name: "job" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes no time that is too long for a timer for a short one", async () => {
    const cancel = new AbortController();
    const waiting = watch(select({ never: afterDelay(Number.POSITIVE_INFINITY) }, { signal: cancel.signal }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waiting.state).toBe("pending");
    cancel.abort();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("wants a time", () => {
    expect(() => afterDelay(-1)).toThrow(/0 ms or more, got `-1` \(number\)/);
    expect(() => afterDelay(Number.NaN)).toThrow(UsageError);
  });
});

const byNumber = (a: number, b: number) => a - b;
function noop(): void {}
