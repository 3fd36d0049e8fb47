import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { Channel, CLOSED, ClosedChannelError, EMPTY } from "../../lib/primitives/channel.js";
import { settle, watch } from "../support/controlled-work.js";

describe("Channel", () => {
  it("without a buffer makes a sender wait for its receiver", async () => {
    const channel = new Channel<string>();
    expect(channel.trySend("nobody there")).toBe(false);
    const sent = watch(channel.send("a")!);
    await settle();
    expect(sent.state).toBe("pending");
    expect(await channel.receive()).toEqual({ value: "a", done: false });
    await settle();
    expect(sent.state).toBe("fulfilled");
  });

  it("with a buffer makes a sender wait only while it is full", () => {
    const channel = new Channel<number>(2);
    expect(channel.send(1)).toBeUndefined();
    expect(channel.send(2)).toBeUndefined();
    expect(channel.send(3)).toBeInstanceOf(Promise);
    expect(channel.tryReceive()).toBe(1);
    expect(channel.stats()).toEqual({
      capacity: 2,
      bufferedCount: 2,
      waitingSenderCount: 0,
      waitingReceiverCount: 0,
      closed: false,
    });
  });

  it("hands any value over untouched: promises, thenables, undefined, its own sentinels' like", async () => {
    // biome-ignore lint/suspicious/noThenProperty: that a channel leaves such a value alone is the point
    const thenable = { then() {} };
    const rejected = Promise.reject(new Error("never awaited"));
    rejected.catch(() => {});
    const values: unknown[] = [
      undefined,
      null,
      0,
      {},
      Promise.resolve(1),
      rejected,
      thenable,
      Symbol("closed"),
    ];
    for (const value of values) {
      const channel = new Channel<unknown>();
      const waiting = channel.receive();
      channel.trySend(value);
      expect((await waiting).value).toBe(value);
      const buffered = new Channel<unknown>(1);
      buffered.trySend(value);
      expect(buffered.tryReceive()).toBe(value);
      buffered.trySend(value);
      buffered.close();
      for await (const received of buffered) expect(received).toBe(value);
    }
  });

  it("serves senders and receivers in the order in which they came", async () => {
    const channel = new Channel<number>();
    const order: string[] = [];
    for (const receiver of ["a", "b", "c"])
      void channel.receive().then(({ value }) => order.push(`${receiver}${value}`));
    for (const value of [1, 2, 3, 4, 5]) void channel.send(value);
    expect([channel.tryReceive(), channel.tryReceive()]).toEqual([4, 5]);
    await settle();
    expect(order).toEqual(["a1", "b2", "c3"]);
  });

  it("can be drained after it is closed, and then says so", async () => {
    const channel = new Channel<number>(2);
    channel.trySend(1);
    channel.close();
    channel.close();
    expect(channel.tryReceive()).toBe(1);
    expect(channel.tryReceive()).toBe(CLOSED);
    expect(await channel.receive()).toEqual({ value: undefined, done: true });
  });

  it("ends waiting receivers when it closes", async () => {
    const channel = new Channel<number>();
    const waiting = channel.receive();
    channel.close();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  it("tells senders of its closing, those that wait included, and how to avoid it", async () => {
    const channel = new Channel<number>();
    const waiting = channel.send(1);
    channel.close();
    await expect(waiting).rejects.toThrow(ClosedChannelError);
    expect(() => channel.trySend(2)).toThrow(ClosedChannelError);
    expect(() => channel.send(2)).toThrow(
      /The channel is closed; try closing it only once every sender is done/,
    );
  });

  it("is as it was after a wait was cancelled", async () => {
    const channel = new Channel<string>();
    const before = channel.stats();
    const cancel = new AbortController();
    const receiving = watch(channel.receive(cancel.signal));
    const sending = new Channel<string>();
    const sent = watch(sending.send("lost", cancel.signal)!);
    void sending.send("kept");
    cancel.abort("enough");
    await settle();
    expect(receiving).toMatchObject({ state: "rejected", error: "enough" });
    expect(sent).toMatchObject({ state: "rejected", error: "enough" });
    expect(channel.stats()).toEqual(before);
    expect(channel.trySend("nobody waits")).toBe(false);
    expect(sending.tryReceive()).toBe("kept");
  });

  it("does nothing under a signal that has aborted before", async () => {
    const channel = new Channel<number>(1);
    const signal = AbortSignal.abort("enough");
    expect(() => channel.send(1, signal)).toThrow("enough");
    expect(channel.stats().bufferedCount).toBe(0);
    channel.trySend(1);
    await expect(channel.receive(signal)).rejects.toBe("enough");
    expect(channel.tryReceive()).toBe(1);
  });

  it("stays open when a loop over it ends early", async () => {
    const channel = new Channel<number>(3);
    for (const value of [1, 2, 3]) channel.trySend(value);
    for await (const value of channel) if (value === 2) break;
    expect(channel.trySend(4)).toBe(true);
    expect(channel.tryReceive()).toBe(3);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, "1"])("refuses the capacity %s", (capacity) => {
    expect(() => new Channel(capacity as number)).toThrow(UsageError);
  });

  it("agrees with a naive model over any sequence of operations", async () => {
    const operation = fc.constantFrom(
      "send",
      "receive",
      "trySend",
      "tryReceive",
      "cancel send",
      "cancel receive",
      "close",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.array(operation, { maxLength: 60 }),
        async (capacity, operations) => {
          const real = await replay(operations, realSubject(capacity));
          const model = await replay(operations, naiveSubject(capacity));
          expect(real).toEqual(model);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What both the channel and its model do in a replay; `log` notes what comes of each wait, under its number. */
interface Subject {
  send(id: number, log: string[]): () => void;
  receive(id: number, log: string[]): () => void;
  trySend(id: number): string;
  tryReceive(): string;
  close(): void;
}

async function replay(operations: readonly string[], subject: Subject): Promise<string[]> {
  const log: string[] = [];
  const cancels: Record<string, (() => void)[]> = { send: [], receive: [] };
  for (const [id, operation] of operations.entries()) {
    const [verb, kind] = operation.split(" ");
    if (verb === "cancel") cancels[kind!]!.pop()?.();
    else if (verb === "send") cancels.send!.push(subject.send(id, log));
    else if (verb === "receive") cancels.receive!.push(subject.receive(id, log));
    else if (verb === "trySend") log.push(`${id} ${subject.trySend(id)}`);
    else if (verb === "tryReceive") log.push(`${id} ${subject.tryReceive()}`);
    else subject.close();
    await settle();
    log.push("-");
  }
  return log
    .join("\n")
    .split("-")
    .map((turn) => turn.trim().split("\n").sort().join("\n"));
}

function realSubject(capacity: number): Subject {
  const channel = new Channel<number>(capacity);
  const name = (value: unknown) =>
    value === EMPTY ? "empty" : value === CLOSED ? "closed" : `got ${String(value)}`;
  return {
    send(id, log) {
      const cancel = new AbortController();
      (async () => channel.send(id, cancel.signal))().then(
        () => log.push(`${id} sent`),
        (error) => log.push(`${id} ${error instanceof ClosedChannelError ? "refused" : "cancelled"}`),
      );
      return () => cancel.abort();
    },
    receive(id, log) {
      const cancel = new AbortController();
      channel.receive(cancel.signal).then(
        ({ value, done }) => log.push(`${id} ${done ? "closed" : `got ${value}`}`),
        () => log.push(`${id} cancelled`),
      );
      return () => cancel.abort();
    },
    trySend(id) {
      try {
        return channel.trySend(id) ? "sent" : "full";
      } catch {
        return "refused";
      }
    },
    tryReceive: () => name(channel.tryReceive()),
    close: () => channel.close(),
  };
}

/** A channel as a list of what everybody wants, matched after every operation: slow, and plain to see. */
function naiveSubject(capacity: number): Subject {
  type Wait = { id: number; log: string[] };
  let closed = false;
  const buffer: number[] = [];
  let senders: Wait[] = [];
  let receivers: Wait[] = [];
  const match = () => {
    if (closed) {
      for (const { id, log } of senders) log.push(`${id} refused`);
      senders = [];
    }
    while (buffer.length < capacity && senders.length > 0) {
      const sender = senders.shift()!;
      buffer.push(sender.id);
      sender.log.push(`${sender.id} sent`);
    }
    while (receivers.length > 0 && (buffer.length > 0 || senders.length > 0)) {
      const receiver = receivers.shift()!;
      const sender = buffer.length > 0 ? undefined : senders.shift()!;
      sender?.log.push(`${sender.id} sent`);
      receiver.log.push(`${receiver.id} got ${sender ? sender.id : buffer.shift()}`);
      match();
    }
    if (!closed) return;
    for (const { id, log } of receivers) log.push(`${id} closed`);
    receivers = [];
  };
  const wait = (queue: () => Wait[], id: number, log: string[]) => {
    const waiting = { id, log };
    queue().push(waiting);
    match();
    return () => {
      const place = queue().indexOf(waiting);
      if (place < 0) return;
      queue().splice(place, 1);
      log.push(`${id} cancelled`);
    };
  };
  return {
    send: (id, log) => wait(() => senders, id, log),
    receive: (id, log) => wait(() => receivers, id, log),
    trySend(id) {
      if (closed) return "refused";
      if (receivers.length === 0 && buffer.length >= capacity) return "full";
      wait(() => senders, id, []);
      return "sent";
    },
    tryReceive() {
      const log: string[] = [];
      const cancel = wait(() => receivers, 0, log);
      cancel();
      return log[0] === "0 cancelled" ? "empty" : log[0]!.slice(2);
    },
    close() {
      closed = true;
      match();
    },
  };
}
