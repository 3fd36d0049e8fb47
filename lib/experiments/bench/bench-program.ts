import { Bench } from "tinybench";
import { openFib } from "../../workloads/fib-forms.js";
import { type Argument, amountIn, choiceIn, countIn, type JobOutcome } from "../job-program.js";
import { taskKinds } from "../two-philosophies/yielding-tasks.js";
import { boundedWorks } from "./bounded-work.js";
import { channelWorks } from "./channel-work.js";
import { hopWorks, sumOfHops } from "./hop-work.js";

interface ReadyWork {
  /** Does the work once; its answer must be that of every other subject. */
  once(): Promise<number>;
  /** Ends what was started before the first time. */
  close?(): Promise<unknown>;
}

const works: Record<string, (argument: Argument) => Promise<ReadyWork>> = {
  tasks: async (argument) => {
    const kind = taskKinds[choiceIn(argument, "variant", taskKinds)];
    const count = countIn(argument, "count", 1_000_000);
    return {
      once: async () => {
        let endedCount = 0;
        const onEnd = () => {
          endedCount += 1;
        };
        await kind({ count, held: false, onStarted: () => {}, onEnd });
        return endedCount;
      },
    };
  },
  channel: async (argument) => {
    const send = channelWorks[choiceIn(argument, "variant", channelWorks)];
    const count = countIn(argument, "count", 1_000_000);
    const capacity = amountIn(argument, "capacity");
    return { once: () => send(count, capacity) };
  },
  bounded: async (argument) => {
    const run = boundedWorks[choiceIn(argument, "variant", boundedWorks)];
    const count = countIn(argument, "count", 100_000);
    const limit = countIn(argument, "limit", 10);
    const items = Array.from({ length: count }, (_, index) => index);
    return { once: () => run(items, limit) };
  },
  hop: async (argument) => {
    const openHopper = hopWorks[choiceIn(argument, "variant", hopWorks)];
    const count = countIn(argument, "count", 10_000);
    const hopper = await openHopper();
    // The first hop waits for the thread or process to start, which is no part of a round trip.
    await hopper.hop();
    return { once: () => sumOfHops(hopper, count), close: hopper.close };
  },
  fib: async (argument) => {
    const fib = await openFib(choiceIn(argument, "variant", { number: 0, webassembly: 0 }));
    const n = countIn(argument, "count", 30);
    return { once: async () => fib(n) };
  },
};

/**
 * The bench's one TypeScript program: one subject per process, so that no subject's garbage or compiled code meets
 * another's. Argument: `work`, `variant`, `count`, `capacity`, `limit`, and `iterations` to take the median of, after
 * one that warms up.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const work = await works[choiceIn(argument, "work", works)]!(argument);
  const answer = await work.once();
  const bench = new Bench({
    iterations: countIn(argument, "iterations", 5),
    time: 0,
    warmup: false,
    throws: true,
  });
  bench.add("once", async () => {
    if ((await work.once()) !== answer) throw new Error(`expected each iteration to give ${answer}`);
  });
  await bench.run();
  await work.close?.();
  const [task] = bench.tasks;
  const { result } = task!;
  if (!("latency" in result)) throw new Error(`expected the bench to complete, it is ${result.state}`);
  return {
    workMs: result.latency.p50,
    answers: [String(answer)],
    counters: { iterations: result.latency.samplesCount },
  };
}
