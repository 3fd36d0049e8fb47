import { describe, expect, it } from "vitest";
import { soakChannels } from "../../../lib/experiments/soak/channel-soak.js";
import {
  LEFT_LIMIT_BYTES,
  liveTaskKinds,
  measureLiveTasks,
} from "../../../lib/experiments/soak/live-tasks.js";
import { Channel, EMPTY } from "../../../lib/primitives/channel.js";

const plan = { operationCount: 6_000, seed: 5 };

class Losing extends Channel<number> {
  override trySend(value: number): boolean {
    return value % 97 === 96 || super.trySend(value);
  }
}

class Doubling extends Channel<number> {
  #last: ReturnType<Channel<number>["tryReceive"]> = EMPTY;
  #count = 0;

  override tryReceive() {
    this.#count += 1;
    if (this.#count % 50 === 0 && typeof this.#last === "number") return this.#last;
    this.#last = super.tryReceive();
    return this.#last;
  }
}

class Listening extends Channel<number> {
  override send(value: number, signal?: AbortSignal) {
    signal?.addEventListener("abort", () => {});
    return super.send(value, signal);
  }
}

describe("soakChannels", () => {
  it("finds nothing lost, doubled or left in the library's channels", async () => {
    const report = await soakChannels(plan);
    expect(report.problems).toEqual([]);
    for (const [name, count] of Object.entries(report))
      if (name.endsWith("Count")) expect(count, name).toBeGreaterThan(0);
  });

  it("does the same operations again with the same seed", async () => {
    expect(await soakChannels(plan)).toEqual(await soakChannels(plan));
    expect(await soakChannels({ ...plan, seed: 6 })).not.toEqual(await soakChannels(plan));
  });

  it.each([
    ["a channel that loses values", Losing, "lost: taken and never received"],
    ["a channel that gives values twice", Doubling, "received more than once"],
    ["a channel that leaves listeners on signals", Listening, "listeners left"],
  ])("finds %s, and says in which episode", async (_, Faulty, says) => {
    const report = await soakChannels({ ...plan, openChannel: (capacity) => new Faulty(capacity) });
    expect(report.problems.join()).toContain(says);
    expect(report.failedSeed).toBeTypeOf("number");
  });
});

describe("many tasks alive at once", () => {
  it.each(liveTaskKinds)(
    "$title take at most $boundBytes bytes each, and leave next to nothing",
    async (kind) => {
      const { liveBytesPerTask, leftBytes } = await measureLiveTasks(kind, 20_000);
      expect(liveBytesPerTask).toBeGreaterThan(100);
      expect(liveBytesPerTask).toBeLessThan(kind.boundBytes);
      expect(leftBytes).toBeLessThan(LEFT_LIMIT_BYTES);
    },
  );
});
