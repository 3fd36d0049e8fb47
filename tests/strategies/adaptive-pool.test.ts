import { expect, it } from "vitest";
import { adaptive, measureOffload } from "../../lib/strategies/adaptive.js";
import { AdaptivePool } from "../../lib/strategies/adaptive-pool.js";
import type { Pool } from "../../lib/strategies/pool.js";

/** A machine on which a unit of work and a hop cost what they are set to, and time is what was spent. */
class Machine {
  unitMs = 1;
  hopMs = 10;
  nowMs = 0;
  readonly handedOver: number[] = [];
  readonly clock = { now: () => this.nowMs };
  readonly here = (units: number) => {
    this.nowMs += units * this.unitMs;
    return units;
  };
  readonly pool: Pool<number, number> = {
    run: async (units) => {
      this.handedOver.push(units);
      this.nowMs += this.hopMs;
      return this.here(units);
    },
    close: async () => {},
    stats: () => ({ workerCount: 1, busyCount: 0, waiterCount: 0 }),
  };
  readonly options = { here: this.here, unitsOf: (units: number) => units, clock: this.clock };

  async adaptivePool(): Promise<AdaptivePool<number, number>> {
    const opened = await AdaptivePool.open(this.pool, { ...this.options, small: 0, known: 5 });
    this.handedOver.length = 0;
    return opened;
  }
}

it("measures what a unit and a hop cost", async () => {
  const machine = new Machine();
  const ways = { ...machine.options, there: machine.pool.run };
  expect(await measureOffload(ways, { small: 0, known: 5 }, machine.clock)).toEqual({ unitMs: 1, hopMs: 10 });
});

it("does here what costs no more than a hop, at once, and hands over the rest", async () => {
  const machine = new Machine();
  const answer = adaptive({ ...machine.options, there: (units) => machine.pool.run(units) }, machine);
  expect(answer(10)).toBe(10);
  expect(await answer(11)).toBe(11);
  expect(machine.handedOver).toEqual([11]);
});

it("learns that work has become dearer, and hands over what it did here", async () => {
  const machine = new Machine();
  const pool = await machine.adaptivePool();
  await pool.run(8);
  expect(machine.handedOver).toEqual([]);
  machine.unitMs = 3;
  for (let count = 0; count < 15; count += 1) await pool.run(3);
  await pool.run(8);
  expect(machine.handedOver).toEqual([8]);
  expect(pool.stats()).toMatchObject({ hereCount: 16, thereCount: 1, costs: { unitMs: 3, hopMs: 10 } });
});

it("learns that work costs far more than was given, by timing some that should be too short for it", async () => {
  const machine = new Machine();
  const pool = new AdaptivePool(machine.pool, machine.options, { unitMs: 0.001, hopMs: 10 });
  for (let count = 0; count < 200; count += 1) await pool.run(50);
  expect(pool.stats().costs).toEqual({ unitMs: 1, hopMs: 10 });
  machine.handedOver.length = 0;
  await pool.run(50);
  expect(machine.handedOver).toEqual([50]);
});

it.each([5, 50])(
  "learns from %i units that it hands over that work costs far less than was given",
  async (units) => {
    const machine = new Machine();
    const pool = new AdaptivePool(machine.pool, machine.options, { unitMs: 1_000, hopMs: 10 });
    for (let count = 0; count < 200; count += 1) await pool.run(units);
    expect(pool.stats().costs).toEqual({ unitMs: 1, hopMs: 10 });
    machine.handedOver.length = 0;
    await pool.run(units);
    expect(machine.handedOver).toEqual(units > 10 ? [units] : []);
  },
);

it("does small tasks here in the end, though both costs were given far too high", async () => {
  const machine = new Machine();
  const pool = new AdaptivePool(machine.pool, machine.options, { unitMs: 1_000, hopMs: 100 });
  for (let count = 0; count < 10; count += 1) await pool.run(5);
  machine.handedOver.length = 0;
  await pool.run(5);
  expect(machine.handedOver).toEqual([]);
});

it("hands over in any case what is infinite work, and learns nothing from it", async () => {
  const machine = new Machine();
  const options = { ...machine.options, unitsOf: () => Number.POSITIVE_INFINITY };
  const pool = new AdaptivePool(machine.pool, options, { unitMs: 0, hopMs: 10 });
  for (let count = 0; count < 100; count += 1) await pool.run(1);
  expect(machine.handedOver).toHaveLength(100);
  expect(pool.stats().costs).toEqual({ unitMs: 0, hopMs: 10 });
});

it("is not misled by one pause in the first task that it hands over", async () => {
  const machine = new Machine();
  const pool = new AdaptivePool(machine.pool, machine.options, machine);
  machine.hopMs = 1_000;
  await pool.run(11);
  expect(pool.stats().costs).toEqual({ unitMs: 1, hopMs: 10 });
});

it("is not misled by one pause in the first task that it times here", async () => {
  const machine = new Machine();
  machine.unitMs = 0.001;
  const pool = new AdaptivePool(machine.pool, machine.options, machine);
  for (let count = 1; count <= 200; count += 1) {
    machine.unitMs = count === 64 ? 1_000 : 0.001;
    await pool.run(1);
  }
  expect(machine.handedOver).toEqual([]);
  expect(pool.stats().costs).toEqual({ unitMs: 0.001, hopMs: 10 });
});

it.each([
  { becomes: 2, units: 11, way: "cheaper" },
  { becomes: 40, units: 11, way: "dearer" },
])("learns that a hop has become $way, by trials where it is cheaper to stay", async ({ becomes, units }) => {
  const machine = new Machine();
  const pool = await machine.adaptivePool();
  machine.hopMs = becomes;
  // Above the hop's price every task tells of the hop; below, one in 64 does.
  const telling = becomes > 10 ? units : 9;
  for (let count = 0; count < 500; count += 1) await pool.run(telling);
  expect(pool.stats().costs.hopMs).toBe(becomes);
  machine.handedOver.length = 0;
  await pool.run(becomes > 10 ? 20 : 9);
  expect(machine.handedOver).toEqual(becomes > 10 ? [] : [9]);
});

it("closes what is beneath, and takes no more, not even what it would do here", async () => {
  const machine = new Machine();
  const pool = await machine.adaptivePool();
  await pool.close();
  await expect(pool.run(1)).rejects.toThrow(/adaptive pool is closed; try/);
});
