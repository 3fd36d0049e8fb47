/** Lets everything that is ready run, without waiting for time to pass. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that the test itself ends, item by item, and a record of what a strategy did with it. */
export class ControlledWork<Result = string> {
  readonly started: number[] = [];
  readonly ended: number[] = [];
  readonly signals = new Map<number, AbortSignal>();
  inFlight = 0;
  maxInFlight = 0;
  readonly #ends = new Map<number, { resolve(result: Result): void; reject(error: unknown): void }>();

  readonly work = async (_item: unknown, index: number, signal: AbortSignal): Promise<Result> => {
    this.started.push(index);
    this.signals.set(index, signal);
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    try {
      return await new Promise<Result>((resolve, reject) => this.#ends.set(index, { resolve, reject }));
    } finally {
      this.inFlight -= 1;
      this.ended.push(index);
    }
  };

  get pending(): number[] {
    return [...this.#ends.keys()];
  }

  async resolve(index: number, result: Result): Promise<void> {
    this.#take(index).resolve(result);
    await settle();
  }

  async reject(index: number, error: unknown): Promise<void> {
    this.#take(index).reject(error);
    await settle();
  }

  #take(index: number) {
    const end = this.#ends.get(index);
    if (!end) throw new Error(`task ${index} is not under way; under way: ${this.pending.join(", ")}`);
    this.#ends.delete(index);
    return end;
  }
}

/** Whether a promise has settled, and how, asked without waiting for it. */
export function watch<T>(promise: Promise<T>): {
  state: "pending" | "fulfilled" | "rejected";
  value?: T;
  error?: unknown;
} {
  const watched: { state: "pending" | "fulfilled" | "rejected"; value?: T; error?: unknown } = {
    state: "pending",
  };
  promise.then(
    (value) => Object.assign(watched, { state: "fulfilled", value }),
    (error) => Object.assign(watched, { state: "rejected", error }),
  );
  return watched;
}
