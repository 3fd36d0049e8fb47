import { type Clock, monotonicClock } from "../clock.js";
import { checkMs } from "../durations.js";
import { RunError } from "../errors.js";
import { type AdaptiveWays, measureOffload, type OffloadCosts } from "./adaptive.js";
import { LearntCosts } from "./learnt-costs.js";
import type { Pool, PoolStats, PoolTaskOptions } from "./pool.js";

/** What an adaptive pool decides by. */
export interface AdaptivePoolOptions<Input, Output> {
  /** Does a task on this thread: what the pool's module does, here. */
  readonly here: (input: Input) => Output | Promise<Output>;
  /**
   * How much work an input is: from 0 up, in any unit that always takes about as long: calls, rows, bytes; `Infinity`
   * for what is to be handed over in any case.
   */
  readonly unitsOf: (input: Input) => number;
  /** Default: this process's monotonic clock. */
  readonly clock?: Clock;
}

/** Inputs by which an adaptive pool measures both prices before its first task. */
export interface OffloadProbes<Input> {
  /** Takes no time, to be handed over. */
  readonly small: Input;
  /** Takes some 0.1 ms, to be done here a few times. */
  readonly known: Input;
}

/** What a pool has at one moment, and how it has decided. */
export interface AdaptivePoolStats extends PoolStats {
  readonly hereCount: number;
  readonly thereCount: number;
  readonly costs: OffloadCosts;
}

/**
 * A pool that does small tasks on this thread and hands over the others. `open` measures both prices, and the
 * pool learns from the tasks themselves what a unit of work and a hop have come to cost since.
 *
 * The guarantees of {@link Pool} hold for what is handed over. A task done here begins at once, ahead of those that
 * wait for a worker; it gets its input itself instead of a copy, and what it does to this process it does to this one.
 *
 * @example
 * const inner = { run: async (n: number) => n * 2, close: async () => {}, stats: () => ({ workerCount: 0, busyCount: 0, waiterCount: 0 }) };
 * const pool = await AdaptivePool.open(inner, { here: (n) => n * 2, unitsOf: (n) => n, small: 0, known: 9 });
 * await pool.run(21); // => 42
 */
export class AdaptivePool<Input, Output> implements Pool<Input, Output> {
  readonly #pool: Pool<Input, Output>;
  readonly #here: (input: Input) => Output | Promise<Output>;
  readonly #unitsOf: (input: Input) => number;
  readonly #clock: Clock;
  readonly #costs: LearntCosts;
  #hereCount = 0;
  #thereCount = 0;
  #closed = false;

  /**
   * Measures what a unit of work and a hop cost, and opens the pool.
   *
   * @param pool does what is handed over; closing this pool closes it
   * @throws UsageError when the input that is known is no work
   */
  static async open<Input, Output>(
    pool: Pool<Input, Output>,
    options: AdaptivePoolOptions<Input, Output> & OffloadProbes<Input>,
  ): Promise<AdaptivePool<Input, Output>> {
    const { here, unitsOf, small, known, clock } = options;
    const ways: AdaptiveWays<Input, Output | Promise<Output>> = {
      here,
      there: (input) => pool.run(input),
      unitsOf,
    };
    const costs = await measureOffload(ways, { small, known }, clock);
    return new AdaptivePool(pool, options, costs);
  }

  /**
   * Opens the pool without measuring.
   *
   * @param costs what is known of them; the tasks correct it
   * @throws UsageError when a cost is no number from 0 up
   */
  constructor(
    pool: Pool<Input, Output>,
    { here, unitsOf, clock = monotonicClock }: AdaptivePoolOptions<Input, Output>,
    costs: OffloadCosts,
  ) {
    checkMs("a `unitMs`", costs.unitMs, "`AdaptivePool.open`, which measures it");
    checkMs("a `hopMs`", costs.hopMs, "`AdaptivePool.open`, which measures it");
    this.#pool = pool;
    this.#here = here;
    this.#unitsOf = unitsOf;
    this.#clock = clock;
    this.#costs = new LearntCosts(costs);
  }

  /**
   * Runs one task, here or there.
   *
   * @returns what the task gives; rejects with what it throws, and as the pool beneath does
   */
  async run(input: Input, options: PoolTaskOptions = {}): Promise<Output> {
    if (this.#closed) {
      throw new RunError("The adaptive pool is closed; try closing it only after the last task has ended");
    }
    options.signal?.throwIfAborted();
    const units = this.#unitsOf(input);
    return this.#costs.belongsHere(units)
      ? this.#runHere(input, units)
      : this.#runThere(input, units, options);
  }

  /** Refuses further tasks, and closes the pool beneath. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.close();
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): AdaptivePoolStats {
    const { unitMs, hopMs } = this.#costs;
    return {
      ...this.#pool.stats(),
      hereCount: this.#hereCount,
      thereCount: this.#thereCount,
      costs: { unitMs, hopMs },
    };
  }

  #runHere(input: Input, units: number): Output | Promise<Output> {
    this.#hereCount += 1;
    // A clock costs as much as a small task.
    if (!this.#costs.isToBeTimed(units)) return this.#here(input);
    const startMs = this.#clock.now();
    const output = this.#here(input);
    // What waits for others is no measure of work.
    if (!(output instanceof Promise)) this.#costs.tookHere(units, this.#clock.now() - startMs);
    return output;
  }

  async #runThere(input: Input, units: number, options: PoolTaskOptions): Promise<Output> {
    this.#thereCount += 1;
    const { workerCount, busyCount, waiterCount } = this.#pool.stats();
    // A task that waits for others, or for its worker to start, says nothing of the hop.
    const isAlone = workerCount > 0 && busyCount + waiterCount === 0;
    const startMs = this.#clock.now();
    const output = await this.#pool.run(input, options);
    if (isAlone) this.#costs.tookThere(units, this.#clock.now() - startMs);
    return output;
  }
}
