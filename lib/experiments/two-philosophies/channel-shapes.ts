import { Channel, ClosedChannelError } from "../../primitives/channel.js";
import { CoroutineChannel } from "../../primitives/coroutine-channel.js";
import { type Coroutine, CoroutineScheduler } from "../../primitives/coroutine-scheduler.js";
import { select } from "../../primitives/select.js";
import { channelWorks } from "../bench/channel-work.js";

/** What goes through channels, and how wide they are. */
export interface ChannelPlan {
  /** Values that a receiver takes. */
  readonly itemCount: number;
  readonly capacity: number;
  /** Channels that a select chooses among. */
  readonly channelCount: number;
}

/** What came out: a number that all languages agree on, and, of a select, how many values each channel gave. */
export interface Received {
  readonly answer: number;
  readonly shares?: readonly number[];
}

type Shape = (plan: ChannelPlan) => Promise<Received>;

export const SHAPES = ["stream", "ping-pong", "select"] as const;

/** Each kind of channel in the shapes that it has. */
export const channelShapes: Readonly<
  Record<"awaited-channel" | "generator-channel", Partial<Record<(typeof SHAPES)[number], Shape>>>
> = {
  "awaited-channel": {
    stream: async ({ itemCount, capacity }) => ({ answer: await channelWorks.channel(itemCount, capacity) }),
    "ping-pong": async ({ itemCount }) => ({ answer: await pingPong(itemCount) }),
    select: selectAmong,
  },
  "generator-channel": {
    stream: async ({ itemCount, capacity }) => ({
      answer: await channelWorks["coroutine-channel"](itemCount, capacity),
    }),
    "ping-pong": async ({ itemCount }) => ({ answer: await pingPongOfGenerators(itemCount) }),
  },
};

/** Half of the items go there, each comes back before the next goes: nothing is ever on its way twice. */
async function pingPong(itemCount: number): Promise<number> {
  const [there, back] = [new Channel<number>(), new Channel<number>()];
  const echo = async () => {
    for await (const item of there) await back.send(item + 1);
  };
  const echoing = echo();
  let item = 0;
  for (let sent = 0; sent < itemCount; sent += 2) {
    await there.send(item);
    const received = await back.receive();
    if (!received.done) item = received.value;
  }
  there.close();
  await echoing;
  return item;
}

async function pingPongOfGenerators(itemCount: number): Promise<number> {
  const scheduler = new CoroutineScheduler();
  const there = new CoroutineChannel<number>(scheduler);
  const back = new CoroutineChannel<number>(scheduler);
  const turns = itemCount / 2;
  let item = 0;
  function* serve(): Coroutine {
    for (let turn = 0; turn < turns; turn += 1) {
      yield there.send(item);
      item = (yield back.receive()) as number;
    }
  }
  function* echo(): Coroutine {
    for (let turn = 0; turn < turns; turn += 1) yield back.send(((yield there.receive()) as number) + 1);
  }
  scheduler.spawn(serve());
  scheduler.spawn(echo());
  await scheduler.finish();
  return item;
}

/** One receiver chooses among channels whose senders never rest. */
async function selectAmong({ itemCount, capacity, channelCount }: ChannelPlan): Promise<Received> {
  const channels = Array.from({ length: channelCount }, () => new Channel<number>(capacity));
  const sending = channels.map(sendUntilClosed);
  const cases = Object.fromEntries(channels.map((channel, index) => [index, channel.receiving()]));
  const shares = channels.map(() => 0);
  for (let received = 0; received < itemCount; received += 1) {
    const { name } = await select(cases);
    shares[Number(name)]! += 1;
  }
  for (const channel of channels) channel.close();
  await Promise.all(sending);
  return { answer: shares.reduce((sum, share) => sum + share, 0), shares };
}

async function sendUntilClosed(channel: Channel<number>): Promise<void> {
  try {
    for (let item = 0; ; item += 1) await channel.send(item);
  } catch (error) {
    if (!(error instanceof ClosedChannelError)) throw error;
  }
}
