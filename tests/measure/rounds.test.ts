import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import {
  orderOfSamples,
  planRounds,
  type RoundsEvent,
  runRounds,
  type SampleLog,
  type Subject,
} from "../../lib/measure/rounds.js";
import { median } from "../../lib/stats/quantile.js";
import { roundRatios } from "../../lib/stats/ratio.js";
import type { Sample } from "../../lib/store/result.js";

describe("planRounds", () => {
  it("has every item once in each round", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 20 }),
        fc.nat(12),
        fc.integer(),
        (items, roundCount, seed) => {
          const plan = planRounds(items, roundCount, seed);
          expect(plan).toHaveLength(roundCount);
          for (const order of plan) expect([...order].sort()).toEqual([...items].sort());
        },
      ),
    );
  });

  it("gives the same order for the same seed, and another for another", () => {
    const items = Array.from({ length: 12 }, (_, index) => index);
    expect(planRounds(items, 6, 7)).toEqual(planRounds(items, 6, 7));
    expect(planRounds(items, 6, 7)).not.toEqual(planRounds(items, 6, 8));
    expect(planRounds(items, 12, 7).slice(0, 6)).toEqual(planRounds(items, 6, 7));
  });
});

describe("a host that slows down by 10% over the run", () => {
  const variants = Array.from({ length: 12 }, (_, index) => index);
  const biasOf = (plan: readonly (readonly number[])[], variant: number) => {
    const runLength = plan.flat().length;
    let place = 0;
    const measured = plan.map((order) =>
      order.map((id) => ({ id, ms: 100 * (1 + (0.1 * place++) / (runLength - 1)) })),
    );
    const valuesOf = (id: number) =>
      measured.flatMap((order, round) =>
        order.filter((s) => s.id === id).map(({ ms: value }) => ({ round, value })),
      );
    return median([...roundRatios(valuesOf(variant), valuesOf(0)).ratios]) - 1;
  };

  it.each([6, 12])("biases no variant's ratio within %i rounds by more than 1%", (roundCount) => {
    const seeds = Array.from({ length: 200 }, (_, seed) => seed);
    for (const variant of variants) {
      const biases = seeds.map((seed) => biasOf(planRounds(variants, roundCount, seed), variant));
      expect(Math.abs(biases.reduce((sum, bias) => sum + bias) / biases.length)).toBeLessThan(0.001);
      expect(Math.abs(biases[7]!)).toBeLessThan(0.01);
    }
  });

  it("does bias an order that stays the same, so this test can fail", () => {
    const sameOrder = Array.from({ length: 6 }, () => variants);
    expect(biasOf(sameOrder, 11)).toBeGreaterThan(0.01);
  });
});

describe("runRounds", () => {
  const { signal } = new AbortController();
  const subject = (
    id: VariantId,
    sample: () => Promise<Sample> = async () => ({ status: "ok", workMs: 1 }),
  ): Subject => ({
    id,
    sample,
  });

  it("records samples in the order of measurement, with their place", async () => {
    const order: string[] = [];
    const subjects = (["ts/a", "ts/b", "go/c"] as const).map((id) =>
      subject(id, async () => {
        order.push(id);
        return { status: "ok", workMs: order.length };
      }),
    );
    const samples = await runRounds({ subjects, roundCount: 3, seed: 7, signal });
    expect([...samples.keys()]).toEqual(["ts/a", "ts/b", "go/c"]);
    for (const [id, own] of samples) {
      expect(own.map(({ round }) => round)).toEqual([0, 1, 2]);
      for (const { round, position, workMs } of own) {
        expect(order[round! * 3 + position!]).toBe(id);
        expect(workMs).toBe(round! * 3 + position! + 1);
      }
    }
  });

  it("never runs a missing subject, and gives it one skipped sample", async () => {
    const subjects: Subject[] = [subject("ts/a"), { id: "go/b", missing: "no Go on PATH" }];
    const samples = await runRounds({ subjects, roundCount: 2, seed: 1, signal });
    expect(samples.get("go/b")).toEqual([{ status: "skipped", reason: "no Go on PATH" }]);
    expect(samples.get("ts/a")).toHaveLength(2);
  });

  it("keeps the cells of a variant together under its id", async () => {
    const subjects: Subject[] = [subject("ts/a"), { ...subject("ts/a"), cell: "large" }];
    const own = (await runRounds({ subjects, roundCount: 2, seed: 1, signal })).get("ts/a")!;
    expect(own.map(({ cell }) => cell ?? "headline").sort()).toEqual([
      "headline",
      "headline",
      "large",
      "large",
    ]);
  });

  it("records failures and goes on, but throws what the harness itself throws", async () => {
    const failing = subject("ts/a", async () => ({ status: "error", reason: "ended with exit code 3" }));
    expect(
      (await runRounds({ subjects: [failing], roundCount: 3, seed: 1, signal })).get("ts/a"),
    ).toHaveLength(3);
    const broken = subject("ts/a", () => Promise.reject(new Error("the origin is gone")));
    await expect(runRounds({ subjects: [broken], roundCount: 3, seed: 1, signal })).rejects.toThrow(
      "the origin is gone",
    );
  });

  it("measures a subject that counts in the first round alone", async () => {
    const counting = { ...subject("ts/counting"), timed: false } as Subject;
    const subjects = [subject("ts/timed"), counting];
    const events: RoundsEvent[] = [];
    const onEvent = (event: RoundsEvent) => events.push(event);
    const samples = await runRounds({ subjects, roundCount: 3, seed: 1, signal, onEvent });
    expect(samples.get("ts/timed")!.map(({ round }) => round)).toEqual([0, 1, 2]);
    expect(samples.get("ts/counting")!.map(({ round }) => round)).toEqual([0]);
    expect(events.at(-1)).toMatchObject({ sampleCount: 4, finishedCount: 4, remainingMs: 0 });
  });

  it("tells what is under way and how long it will take", async () => {
    let nowMs = 0;
    const taking = (ms: number) => async (): Promise<Sample> => {
      nowMs += ms;
      return { status: "ok" };
    };
    const subjects = [subject("ts/slow", taking(300)), subject("ts/fast", taking(100))];
    const events: RoundsEvent[] = [];
    const onEvent = (event: RoundsEvent) => events.push(event);
    await runRounds({ subjects, roundCount: 2, seed: 1, signal, onEvent, clock: { now: () => nowMs } });
    expect(events.map(({ type }) => type).join(" ")).toBe(
      "sample-started sample-finished sample-started sample-finished round-finished ".repeat(2).trim(),
    );
    expect(events[0]).toMatchObject({
      remainingMs: null,
      finishedCount: 0,
      sampleCount: 4,
      round: 0,
      position: 0,
    });
    const [, first, , second] = events;
    // Until the other has a sample, it counts with the mean of those that have.
    const firstMs = (first as { id: string }).id === "ts/slow" ? 300 : 100;
    expect(first!.remainingMs).toBe(3 * firstMs);
    expect(second!.remainingMs).toBe(400);
    expect(events.at(-1)).toMatchObject({ remainingMs: 0, finishedCount: 4 });
  });

  it("takes finished samples from the log, and logs the others before it goes on", async () => {
    const logged: Sample[] = [];
    const log: SampleLog = {
      find: ({ id }, round) =>
        round === 0 ? { status: "ok", workMs: 99, round, position: id === "ts/a" ? 0 : 1 } : undefined,
      append: async (_, sample) => void logged.push(sample),
    };
    const events: RoundsEvent[] = [];
    const subjects = [subject("ts/a"), subject("ts/b")];
    const samples = await runRounds({
      subjects,
      roundCount: 2,
      seed: 1,
      signal,
      log,
      onEvent: (e) => events.push(e),
    });
    expect(samples.get("ts/a")!.map(({ workMs }) => workMs)).toEqual([99, 1]);
    expect(logged.map(({ round }) => round)).toEqual([1, 1]);
    expect(events.filter(({ type }) => type === "sample-started")).toHaveLength(2);
  });

  it("stops with the signal's reason, and logs no sample that the abort cut short", async () => {
    const controller = new AbortController();
    const logged: Sample[] = [];
    const log: SampleLog = { find: () => undefined, append: async (_, sample) => void logged.push(sample) };
    let sampleCount = 0;
    const stopping = subject("ts/a", async () => {
      if (++sampleCount === 3) controller.abort(new Error("enough"));
      return { status: "ok" };
    });
    const running = runRounds({
      subjects: [stopping],
      roundCount: 9,
      seed: 1,
      signal: controller.signal,
      log,
    });
    await expect(running).rejects.toThrow("enough");
    expect(sampleCount).toBe(3);
    expect(logged).toHaveLength(2);
  });
});

describe("runRounds, several samples at once", () => {
  const { signal } = new AbortController();
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  /** Three subjects that say in which order they start, and end when they are told to. */
  function controlled() {
    const started: VariantId[] = [];
    const ends = new Map<
      VariantId,
      { resolve: (sample: Sample) => void; reject: (error: unknown) => void }
    >();
    const subjects = (["ts/a", "ts/b", "ts/c"] as const).map(
      (id): Subject => ({
        id,
        sample() {
          started.push(id);
          return new Promise((resolve, reject) => ends.set(id, { resolve, reject }));
        },
      }),
    );
    const order = orderOfSamples(subjects, 1, 1)[0]!.map(({ id }) => id);
    return { started, ends, options: { subjects, roundCount: 1, seed: 1, signal, atOnce: 2 }, order };
  }

  it("has that many under way, and starts them in the order of the round", async () => {
    const { started, ends, options, order } = controlled();
    const whole = runRounds(options);
    await settle();
    expect(started).toEqual(order.slice(0, 2));
    ends.get(order[1]!)!.resolve({ status: "ok" });
    await settle();
    expect(started).toEqual(order);
    ends.get(order[2]!)!.resolve({ status: "ok" });
    ends.get(order[0]!)!.resolve({ status: "ok" });
    await whole;
  });

  it("starts nothing after a failure, and ends with it only when nothing is under way", async () => {
    const { started, ends, options, order } = controlled();
    let outcome: unknown;
    const whole = runRounds(options).catch((thrown) => {
      outcome = thrown;
    });
    await settle();
    ends.get(order[0]!)!.reject("broken");
    await settle();
    expect([started, outcome]).toEqual([order.slice(0, 2), undefined]);
    ends.get(order[1]!)!.resolve({ status: "ok" });
    await whole;
    expect([started, outcome]).toEqual([order.slice(0, 2), "broken"]);
  });

  it("has nothing to do for no subjects", async () => {
    expect(await runRounds({ subjects: [], roundCount: 1, seed: 1, signal, atOnce: 3 })).toEqual(new Map());
  });
});
