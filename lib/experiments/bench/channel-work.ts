import { Channel, CLOSED, EMPTY } from "../../primitives/channel.js";
import { CoroutineChannel } from "../../primitives/coroutine-channel.js";
import { type Coroutine, CoroutineScheduler } from "../../primitives/coroutine-scheduler.js";

/** Sends the numbers below `itemCount` through one channel from one task to another; returns their sum. */
export type ChannelWork = (itemCount: number, capacity: number) => Promise<number>;

/** Our channels, the plain one that awaits each promise, and those of npm. */
export const channelWorks = {
  channel,
  "coroutine-channel": coroutineChannel,
  "async-channel": asyncChannel,
  "ts-chan": tsChan,
  medium,
} satisfies Record<string, ChannelWork>;

async function channel(itemCount: number, capacity: number): Promise<number> {
  const numbers = new Channel<number>(capacity);
  const send = async () => {
    for (let item = 0; item < itemCount; item += 1) {
      const parked = numbers.send(item);
      if (parked !== undefined) await parked;
    }
    numbers.close();
  };
  const sending = send();
  let sum = 0;
  for (;;) {
    let item = numbers.tryReceive();
    if (item === EMPTY) {
      const received = await numbers.receive();
      item = received.done ? CLOSED : received.value;
    }
    if (typeof item === "symbol") break;
    sum += item;
  }
  await sending;
  return sum;
}

async function coroutineChannel(itemCount: number, capacity: number): Promise<number> {
  const scheduler = new CoroutineScheduler();
  const numbers = new CoroutineChannel<number>(scheduler, capacity);
  let received = 0;
  function* send(): Coroutine {
    for (let item = 0; item < itemCount; item += 1) {
      if (!numbers.trySend(item)) yield numbers.send(item);
    }
    numbers.close();
  }
  function* receive(): Coroutine {
    // Of its own: every change of a variable that functions share is stored as a new object.
    let sum = 0;
    for (;;) {
      let item: unknown = numbers.tryReceive();
      if (item === EMPTY) item = yield numbers.receive();
      if (item === CLOSED) break;
      sum += item as number;
    }
    received = sum;
  }
  scheduler.spawn(send());
  scheduler.spawn(receive());
  await scheduler.finish();
  return received;
}

/** Sends -1 as the end: not every one of these can be closed while values wait in it. */
async function asyncChannel(itemCount: number, capacity: number): Promise<number> {
  const { default: module } = await import("async-channel");
  const numbers = new module.Channel<number>(capacity);
  const send = async () => {
    for (let item = 0; item < itemCount; item += 1) await numbers.push(item);
    await numbers.push(-1);
  };
  return sumUntilEnd(send, () => numbers.get());
}

async function tsChan(itemCount: number, capacity: number): Promise<number> {
  const { Chan } = await import("ts-chan");
  const numbers = new Chan<number>(capacity);
  const send = async () => {
    for (let item = 0; item < itemCount; item += 1) await numbers.send(item);
    await numbers.send(-1);
  };
  return sumUntilEnd(send, async () => (await numbers.recv()).value as number);
}

async function medium(itemCount: number, capacity: number): Promise<number> {
  const { chan, put, take, buffers } = (await import("medium" as string)).default;
  const numbers = capacity === 0 ? chan() : chan(buffers.fixed(capacity));
  const send = async () => {
    for (let item = 0; item < itemCount; item += 1) await put(numbers, item);
    await put(numbers, -1);
  };
  return sumUntilEnd(send, () => take(numbers));
}

async function sumUntilEnd(send: () => Promise<void>, receive: () => Promise<number>): Promise<number> {
  const sending = send();
  let sum = 0;
  for (let item = await receive(); item !== -1; item = await receive()) sum += item;
  await sending;
  return sum;
}
