import { deserialize, serialize } from "node:v8";

/** Tasks that lie in the memory at once, waiting, begun or answered; a power of two. */
export const TASK_COUNT = 64;

// Places in `control`; the ring of posted tasks follows, then each task's state, form and length.
const POSTED = 0;
const CLAIMED = 1;
const ANSWERED = 2;
const RING = 3;
const STATES = RING + TASK_COUNT;
const FORMS = STATES + TASK_COUNT;
const LENGTHS = FORMS + TASK_COUNT;
const CONTROL_LENGTH = LENGTHS + TASK_COUNT;

const FREE = 0;
const QUEUED = 1;
const WITHDRAWN = 2;
const SUCCEEDED = 3;
const FAILED = 4;
/** A begun task's state says who has begun it: this plus the worker's number. */
const BEGUN = 5;

const NUMBER = 0;
const SERIALIZED = 1;

/** What both sides are given to see the same tasks. */
export interface SharedTasksMemory {
  readonly control: SharedArrayBuffer;
  readonly payload: SharedArrayBuffer;
}

/** How a task stands. */
export type TaskState =
  | { readonly is: "queued" | "withdrawn" | "succeeded" | "failed" }
  | { readonly is: "begun"; readonly worker: number };

/**
 * Tasks in memory that several threads share: one posts them, any other claims the oldest and answers in its place.
 *
 * - A task is claimed by one thread at most, in the order of posting, and it shows which one: so it is known whose
 *   task died with a thread, and a task that nobody has claimed yet can be withdrawn.
 * - Each side waits for a count to change (`posted`, `answered`), so that no wake is lost between looking and waiting.
 * - A number travels as it is; everything else as the structured clone algorithm writes it.
 *
 * All counts wrap around at 32 bits, which the mask does not mind.
 */
export class SharedTasks {
  readonly #control: Int32Array;
  readonly #bytes: Buffer;
  readonly #numbers: Float64Array;
  readonly #largestBytes: number;

  /** @param largestBytes of an input or output, once serialised; a multiple of 8 */
  static allocate(largestBytes: number): SharedTasksMemory {
    return {
      control: new SharedArrayBuffer(CONTROL_LENGTH * Int32Array.BYTES_PER_ELEMENT),
      payload: new SharedArrayBuffer(TASK_COUNT * largestBytes),
    };
  }

  constructor({ control, payload }: SharedTasksMemory) {
    this.#control = new Int32Array(control);
    this.#bytes = Buffer.from(payload);
    this.#numbers = new Float64Array(payload);
    this.#largestBytes = payload.byteLength / TASK_COUNT;
  }

  /** How many were posted so far: what a worker waits to change. */
  get postedCount(): number {
    return Atomics.load(this.#control, POSTED);
  }

  /** How many were answered so far: what the poster waits to change. */
  get answeredCount(): number {
    return Atomics.load(this.#control, ANSWERED);
  }

  /**
   * Posts a task in a place that is free, and wakes a worker.
   *
   * @returns the input's size in bytes when it is too large, and nothing was posted; throws when it cannot be copied
   */
  post(place: number, input: unknown): number | undefined {
    const tooLarge = this.#write(place, input);
    if (tooLarge !== undefined) return tooLarge;
    const control = this.#control;
    const posted = Atomics.load(control, POSTED);
    Atomics.store(control, RING + (posted & (TASK_COUNT - 1)), place);
    Atomics.store(control, STATES + place, QUEUED);
    Atomics.store(control, POSTED, (posted + 1) | 0);
    Atomics.notify(control, POSTED, 1);
    return undefined;
  }

  /** Takes a task back. @returns whether it did: no worker had begun it */
  withdraw(place: number): boolean {
    return Atomics.compareExchange(this.#control, STATES + place, QUEUED, WITHDRAWN) === QUEUED;
  }

  /** Claims the oldest task that is neither claimed nor withdrawn. @returns its place, or -1 when there is none */
  claim(worker: number): number {
    const control = this.#control;
    for (;;) {
      const claimed = Atomics.load(control, CLAIMED);
      if (claimed === Atomics.load(control, POSTED)) return -1;
      const place = Atomics.load(control, RING + (claimed & (TASK_COUNT - 1)));
      if (Atomics.compareExchange(control, CLAIMED, claimed, (claimed + 1) | 0) !== claimed) continue;
      const state = Atomics.compareExchange(control, STATES + place, QUEUED, BEGUN + worker);
      if (state === QUEUED) return place;
      // Withdrawn: out of the ring now, so that its place may be used again.
      Atomics.store(control, STATES + place, FREE);
      this.wakePoster();
    }
  }

  /** The input of a task, or its output or error once it is answered. */
  read(place: number): unknown {
    if (this.#control[FORMS + place] === NUMBER) return this.#numbers[(place * this.#largestBytes) / 8];
    const start = place * this.#largestBytes;
    // Copied first: what is read must not change, and may keep parts of what it was read from.
    return deserialize(new Uint8Array(this.#bytes.subarray(start, start + this.#control[LENGTHS + place]!)));
  }

  /**
   * Answers a task and wakes its poster.
   *
   * @returns the answer's size in bytes when it is too large, and nothing was answered; throws when it cannot be copied
   */
  answer(place: number, failed: boolean, value: unknown): number | undefined {
    const tooLarge = this.#write(place, value);
    if (tooLarge !== undefined) return tooLarge;
    Atomics.store(this.#control, STATES + place, failed ? FAILED : SUCCEEDED);
    this.wakePoster();
    return undefined;
  }

  /** How the task in a place stands; undefined when there is none. */
  stateOf(place: number): TaskState | undefined {
    const state = Atomics.load(this.#control, STATES + place);
    if (state >= BEGUN) return { is: "begun", worker: state - BEGUN };
    return states[state];
  }

  /** Whether the task in a place has nothing more to come: answered, or withdrawn and out of the ring. */
  isOver(place: number): boolean {
    const state = Atomics.load(this.#control, STATES + place);
    return state === SUCCEEDED || state === FAILED || state === FREE;
  }

  /** Makes a place free whose task is over, or whose worker is dead. */
  free(place: number): void {
    Atomics.store(this.#control, STATES + place, FREE);
  }

  /** Blocks the thread until something was posted since `postedCount` was as given. @returns whether it was, in time */
  waitForPost(posted: number, limitMs: number): boolean {
    return Atomics.wait(this.#control, POSTED, posted, limitMs) !== "timed-out";
  }

  /** The same without blocking. */
  async postedSince(posted: number): Promise<void> {
    await Atomics.waitAsync(this.#control, POSTED, posted).value;
  }

  /** Resolves when something was answered since `answeredCount` was as given. */
  async answeredSince(answered: number): Promise<void> {
    await Atomics.waitAsync(this.#control, ANSWERED, answered).value;
  }

  /** Wakes all workers to look again: that of a post reaches one, which may die before it has looked. */
  wakeWorkers(): void {
    Atomics.notify(this.#control, POSTED);
  }

  /** Wakes the poster to look again; by itself where what it waits for will not come. */
  wakePoster(): void {
    Atomics.add(this.#control, ANSWERED, 1);
    Atomics.notify(this.#control, ANSWERED);
  }

  #write(place: number, value: unknown): number | undefined {
    const control = this.#control;
    if (typeof value === "number") {
      this.#numbers[(place * this.#largestBytes) / 8] = value;
      control[FORMS + place] = NUMBER;
      return undefined;
    }
    const bytes = serialize(value);
    if (bytes.length > this.#largestBytes) return bytes.length;
    bytes.copy(this.#bytes, place * this.#largestBytes);
    control[LENGTHS + place] = bytes.length;
    control[FORMS + place] = SERIALIZED;
    return undefined;
  }
}

const states: Readonly<Record<number, TaskState>> = {
  [QUEUED]: { is: "queued" },
  [WITHDRAWN]: { is: "withdrawn" },
  [SUCCEEDED]: { is: "succeeded" },
  [FAILED]: { is: "failed" },
};
