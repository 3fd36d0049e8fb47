import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Channel } from "../../lib/primitives/channel.js";
import { exploreSchedules } from "../../lib/primitives/explore-schedules.js";
import { Mutex } from "../../lib/primitives/mutex.js";
import { replaySchedule } from "../../lib/primitives/replay-schedule.js";
import { type ScheduledProgram, type Step, scheduleText } from "../../lib/primitives/schedule.js";

/** Tasks that each read a balance, pause, and write it back with one more. */
function deposits(taskCount: number, guard: <T>(section: () => Promise<T>) => Promise<T>) {
  return async (step: Step): Promise<number> => {
    let balance = 0;
    const deposit = (task: string) =>
      guard(async () => {
        await step(task, "reads");
        const before = balance;
        await step(task, "writes");
        balance = before + 1;
      });
    await Promise.all(Array.from({ length: taskCount }, (_, index) => deposit(`task ${index + 1}`)));
    if (balance < taskCount) throw new Error(`lost ${taskCount - balance}`);
    return balance;
  };
}

const unguarded = deposits(2, (section) => section());
const guarded: ScheduledProgram<number> = (step) => {
  const mutex = new Mutex();
  let comers = 0;
  return deposits(3, async (section) => {
    await step(`comer ${++comers}`, "asks for the lock");
    return mutex.withLock(section);
  })(step);
};

describe("exploreSchedules", () => {
  it("finds all schedules of two tasks, the four that lose an update, and a replay that loses it again", async () => {
    const found = await exploreSchedules(unguarded);
    expect(found).toMatchObject({ scheduleCount: 6, complete: true, failureCount: 4 });
    const { schedule } = found.firstFailure!;
    expect(scheduleText(schedule)).toBe("task 1 reads, task 2 reads, task 1 writes, task 2 writes");
    expect(found.summary).toContain('4 of 6 schedules fail, the first with "lost 1": task 1 reads, task 2');
    for (let time = 0; time < 3; time++) {
      await expect(replaySchedule(unguarded, schedule)).rejects.toThrow("lost 1");
    }
    const printed = JSON.parse(/replaySchedule\(program, (.+)\)$/.exec(found.summary)![1]!);
    await expect(replaySchedule(unguarded, printed)).rejects.toThrow("lost 1");
  });

  it("runs (a + b + ...)! / (a! b! ...) schedules, each once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
        async (lengths) => {
          const seen: string[] = [];
          const found = await exploreSchedules(
            async (step) => {
              const order: number[] = [];
              await Promise.all(
                lengths.map(async (length, task) => {
                  for (let at = 0; at < length; at++) {
                    await step(`${task}`, `${at}`);
                    order.push(task);
                  }
                }),
              );
              seen.push(order.join());
            },
            { runs: 2_000 },
          );
          const steps = lengths.reduce((sum, length) => sum + length, 0);
          const expected = factorial(steps) / lengths.map(factorial).reduce((a, b) => a * b);
          expect(found).toMatchObject({ scheduleCount: expected, complete: true, failureCount: 0 });
          expect(new Set(seen).size).toBe(expected);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("finds no schedule in which a mutex loses an update, and says that it ran them all", async () => {
    const found = await exploreSchedules(guarded);
    expect(found).toMatchObject({ complete: true, failureCount: 0, firstFailure: undefined });
    expect(found.scheduleCount).toBeGreaterThan(6);
    expect(found.summary).toBe(`None of ${found.scheduleCount} schedules fails`);
  });

  it("draws the same schedules from the same seed, others from another, and says which seed failed", async () => {
    const schedulesOf = async (seed: number) => {
      const taken: string[] = [];
      const found = await exploreSchedules(
        (step) =>
          deposits(4, (section) => section())((task, action) =>
            step(task, action).then(() => void taken.push(`${task} ${action}`)),
          ),
        { runs: 20, seed },
      );
      return { taken, found };
    };
    const [first, again, other] = [await schedulesOf(7), await schedulesOf(7), await schedulesOf(8)];
    expect(again).toEqual(first);
    expect(other.taken).not.toEqual(first.taken);
    expect(first.found).toMatchObject({ scheduleCount: 20, complete: false });
    expect(first.found.summary).toMatch(/of 20 schedules of seed 7 fail/);
  });

  it("stops at the number of runs, and says that there are more", async () => {
    const found = await exploreSchedules(unguarded, { runs: 2 });
    expect(found).toMatchObject({ scheduleCount: 2, complete: false, failureCount: 2 });
    expect(found.summary).toContain("2 of 2 schedules (there are more) fail, the first");
    await expect(exploreSchedules(unguarded, { runs: 0 })).rejects.toThrow(
      "Expected `runs` to be an integer from 1 up, got `0` (number)",
    );
  });

  it("tells a program that waits in vain, and one that throws at once, from one that passes", async () => {
    const deadlocked = await exploreSchedules(async (step) => {
      const [left, right] = [new Mutex(), new Mutex()];
      const both = async (task: string, one: Mutex, two: Mutex) => {
        await step(task, "locks");
        await one.withLock(async () => {
          await step(task, "locks the other");
          await two.withLock(() => {});
        });
      };
      await Promise.all([both("a", left, right), both("b", right, left)]);
    });
    expect(deadlocked).toMatchObject({ scheduleCount: 6, failureCount: 4 });
    expect(String(deadlocked.firstFailure?.error)).toContain("its tasks wait for each other");
    const thrown = await exploreSchedules(() => {
      throw undefined;
    });
    expect(thrown).toMatchObject({ failureCount: 1, firstFailure: { schedule: [], error: undefined } });
  });
});

describe("replaySchedule", () => {
  it("refuses a schedule of another program", async () => {
    await expect(replaySchedule(unguarded, [{ task: "task 3", action: "reads" }])).rejects.toThrow(
      'Expected step 1 of the schedule to be "task 3 reads", got a program that is paused at "task 1 reads, task 2 reads"',
    );
    const twice = [
      { task: "a", action: "runs" },
      { task: "a", action: "runs" },
    ];
    await expect(replaySchedule((step) => step("a", "runs"), twice)).rejects.toThrow("ended after 1");
  });

  it("gives the program's result, and goes on in order of coming where the schedule breaks off", async () => {
    expect(await replaySchedule(guarded, [])).toBe(3);
    expect(
      await replaySchedule(unguarded, [
        { task: "task 2", action: "reads" },
        { task: "task 2", action: "writes" },
      ]),
    ).toBe(2);
  });
});

it("every value sent is received once, in every order of two senders, a receiver and a close", async () => {
  for (const capacity of [0, 1]) {
    const found = await exploreSchedules(async (step) => {
      const channel = new Channel<string>(capacity);
      const received: string[] = [];
      const send = async (value: string) => {
        await step(value, "is sent");
        await channel.send(value);
      };
      const receive = async () => {
        for await (const value of channel) {
          await step("receiver", "goes on");
          received.push(value);
        }
      };
      const receiving = receive();
      await Promise.all([send("a"), send("b")]);
      await step("closer", "closes");
      channel.close();
      await receiving;
      expect(received.sort()).toEqual(["a", "b"]);
    });
    expect(found).toMatchObject({ complete: true, failureCount: 0 });
    expect(found.scheduleCount).toBeGreaterThan(2);
  }
});

describe("fast-check's scheduler, which other tests draw schedules from", () => {
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    await scheduler.waitFor(
      unguarded((task, action) => scheduler.schedule(Promise.resolve(), `${task} ${action}`)),
    );
  });

  it("prints a seed and a path with a failure, and they replay exactly the same schedule", async () => {
    const failed = await fc.check(property);
    const { seed, counterexamplePath: path, counterexample } = failed;
    expect(failed.failed).toBe(true);
    const printed = fc.defaultReportMessage(failed);
    expect(printed).toContain(`seed: ${seed}, path: "${path}"`);
    expect(printed).toContain("task 1 writes");
    const again = await fc.check(property, { seed, path: path!, endOnFailure: true });
    expect(again.numRuns).toBe(1);
    expect(String(again.counterexample)).toBe(String(counterexample));
  });
});

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
