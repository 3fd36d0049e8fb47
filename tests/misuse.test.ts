import { describe, expect, it } from "vitest";
import { shown, UsageError } from "../lib/errors.js";
import {
  AdaptivePool,
  AdjustableLimit,
  adjustable,
  after,
  all,
  Channel,
  CoroutineChannel,
  CoroutineScheduler,
  exploreSchedules,
  Mutex,
  measureOffload,
  Queue,
  race,
  rateLimited,
  replaySchedule,
  retrying,
  Semaphore,
  SharedMemoryPool,
  select,
  streamed,
  ThreadPool,
  WaitGroup,
  withDeadline,
  withTaskGroup,
} from "../lib/index.js";
import { DelayScheduler } from "../lib/primitives/delay-scheduler.js";
import { ProcessPool } from "../lib/strategies/process-pool.js";
import { strategies } from "../lib/strategies/registry.js";

const module = new URL("file:///task.js");
const square = (n: number) => n * n;
const ways = { here: square, there: square, unitsOf: square };
const counts = [0, -1, 1.5, Number.NaN, "4" as unknown as number];
const noArrays: readonly unknown[] = [undefined, 3, "abc", new Set([1]), Promise.resolve([1])];
const durations = [-1, Number.NaN, "100" as unknown as number];
/** What somebody writes who calls the work instead of passing it on. */
const started = () => Promise.resolve(1) as unknown as () => Promise<number>;

async function refusal(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Says what was expected, what came and what to try. */
async function expectSentence(act: () => unknown): Promise<void> {
  const error = await refusal(act);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(/^Expected .+, got .+[;,] .*try .+/);
}

describe.each(counts)("the count %s is refused in a sentence that names the fix, by", (count) => {
  it.each<[string, () => unknown]>([
    ["AdjustableLimit", () => new AdjustableLimit(count)],
    ["Semaphore", () => new Semaphore(count)],
    ["Queue", () => new Queue(count)],
    ["ThreadPool", () => new ThreadPool(module, count)],
    ["ProcessPool", () => new ProcessPool(module, count)],
    ["SharedMemoryPool", () => new SharedMemoryPool(module, count)],
    ["SharedMemoryPool's size", () => new SharedMemoryPool(module, 1, { largestBytes: count })],
    ["withTaskGroup", () => withTaskGroup(() => 1, { limit: count })],
    ["all", () => all([() => 1], { limit: count })],
    ["rateLimited's burst", () => rateLimited(square, { ratePerSecond: 1, burst: count })],
    ["retrying", () => retrying(square, { attempts: count })],
    ["exploreSchedules", () => exploreSchedules(async () => {}, { runs: count })],
    ...Object.entries(strategies)
      .filter(([name]) => !["serial", "gather"].includes(name))
      .map(([name, { run }]): [string, () => unknown] => [name, () => run([1], square, { limit: count })]),
  ])("%s", (_, act) => expectSentence(act));
});

describe.each([-1, Number.NaN])("the amount %s is refused in a sentence that names the fix, by", (amount) => {
  it.each<[string, () => unknown]>([
    ["Channel", () => new Channel(amount)],
    ["CoroutineChannel", () => new CoroutineChannel(new CoroutineScheduler(), amount)],
    ["streamed", () => streamed(strategies.gather.run, [1], square, { heldAtMost: amount }).next()],
    ["rateLimited", () => rateLimited(square, { ratePerSecond: amount })],
    ["measureOffload", () => measureOffload({ ...ways, unitsOf: () => amount }, { small: 0, known: 1 })],
    ["Semaphore.acquire", () => new Semaphore(2).acquire(amount)],
  ])("%s", (_, act) => expectSentence(act));
});

describe.each(durations)("the duration %s is refused in a sentence that names the fix, by", (durationMs) => {
  it.each<[string, () => unknown]>([
    ["withDeadline", () => withDeadline(durationMs, () => 1)],
    ["after", () => after(durationMs)],
    ["a group that looks for deadlocks", () => withTaskGroup(() => 1, { deadlockAfterMs: durationMs })],
    ["a group that looks for leaks", () => withTaskGroup(() => 1, { leakAfterMs: durationMs })],
    ["all", () => all([() => 1], { leakAfterMs: durationMs })],
    ["retrying's back-off", () => retrying(square, { backOffMs: durationMs })],
    ["retrying's longest wait", () => retrying(square, { longestMs: durationMs })],
    ["DelayScheduler", () => new DelayScheduler(undefined, undefined, { roundedUpMs: durationMs })],
    ["AdaptivePool's unit", () => new AdaptivePool(null as never, ways, { unitMs: durationMs, hopMs: 1 })],
    ["AdaptivePool's hop", () => new AdaptivePool(null as never, ways, { unitMs: 1, hopMs: durationMs })],
  ])("%s", (_, act) => expectSentence(act));
});

it.each([0.5, Number.NaN, "7" as unknown as number])(
  "the seed %s is refused in a sentence that names the fix",
  (seed) => expectSentence(() => exploreSchedules(async () => {}, { seed })),
);

describe("work that is no function is refused in a sentence that names the fix, by", () => {
  it.each<[string, () => unknown]>([
    ["WaitGroup", () => new WaitGroup().go(started())],
    ["Queue.consume", () => new Queue().consume(started())],
    ["withLock", () => new Mutex().withLock(started())],
    ["withPermit", () => new Semaphore(1).withPermit(started())],
    ["withDeadline", () => withDeadline(1, started())],
    ["withTaskGroup", () => withTaskGroup(started())],
    ["all", () => all([() => 1, started()])],
    ["race", () => race([() => 1, started()])],
    ["spawn", () => withTaskGroup((group) => refusal(() => group.spawn("a", started()))).then(thrown)],
    ["streamed", () => streamed(strategies.gather.run, [1], started()).next()],
    ["retrying", () => retrying(started())],
    ["rateLimited", () => rateLimited(started(), { ratePerSecond: 1 })],
    ["exploreSchedules", () => exploreSchedules(started())],
    ["replaySchedule", () => replaySchedule(started(), [])],
    ["a coroutine", () => new CoroutineScheduler().spawn(function* () {} as never)],
    ...Object.entries(strategies).map(([name, { run }]): [string, () => unknown] => [
      name,
      () => run([1], started()),
    ]),
  ])("%s", (_, act) => expectSentence(act));
});

describe.each(noArrays)("%o for an array is refused in a sentence that names the fix, by", (value) => {
  const items = value as number[];
  it.each<[string, () => unknown]>([
    ["adjustable", () => adjustable(new AdjustableLimit(1))(items, square)],
    ["streamed", () => streamed(strategies.gather.run, items, square).next()],
    ["all", () => all(value as [])],
    ["race", () => race(value as [])],
    ...Object.entries(strategies).map(([name, { run }]): [string, () => unknown] => [
      name,
      () => run(items, square),
    ]),
  ])("%s", (_, act) => expectSentence(act));
});

describe("what is given back or done too often, or to nobody, is refused in a sentence that names the fix:", () => {
  it.each<[string, () => unknown]>([
    ["release without acquire", () => new Semaphore(1).release()],
    ["unlock twice", unlockTwice],
    ["a negative WaitGroup", () => new WaitGroup().done()],
    ["a part of a task", () => new WaitGroup().add(0.5)],
    ["one taskDone too many", () => new Queue().taskDone()],
    ["a task for a group that has ended", spawnLate],
    ["a select of nothing", () => select({})],
    ["a race of nobody", () => race([])],
    ["more weight than there is", () => new Semaphore(1).acquire(2)],
  ])("%s", (_, act) => expectSentence(act));
});

it("sending on a closed channel and putting into a queue that was shut down name the fix; ending twice is none", () => {
  const channel = new Channel<number>();
  channel.close();
  channel.close();
  expect(() => channel.send(1)).toThrow(/closed; try closing it only once every sender is done/);
  const queue = new Queue<number>();
  queue.shutDown();
  queue.shutDown();
  expect(() => queue.put(1)).toThrow(/^Expected .*, got one that was shut down; try .*join/);
});

it("a number that JSON does not have is shown as it is", () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, null].map(shown)).toEqual([
    "`NaN` (number)",
    "`Infinity` (number)",
    "`null` (null)",
  ]);
});

function unlockTwice(): void {
  const mutex = new Mutex();
  mutex.tryLock();
  mutex.unlock();
  mutex.unlock();
}

async function spawnLate(): Promise<unknown> {
  const ended = await withTaskGroup((group) => group);
  return ended.spawn("late", () => 1);
}

function thrown(error: unknown): never {
  throw error;
}
