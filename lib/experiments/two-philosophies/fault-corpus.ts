import { onAbort } from "../../on-abort.js";
import type { Work } from "../../strategies/strategy.js";

/**
 * What goes wrong in a task. Times are in steps; a healthy task takes three.
 *
 * - `throws`: at once, before there is a promise. `rejects`: after one step.
 * - `rejects-late`: after two steps, deaf to any cancelling, when another task has failed already.
 * - `times-out`: it would last for ever, and its own deadline of four steps fails it.
 * - `fails-in-clean-up`: healthy, but what it does at its end, cancelled or not, throws.
 */
export type Fault = "throws" | "rejects" | "rejects-late" | "times-out" | "fails-in-clean-up";

/** One way for a run of several tasks to go wrong. */
export interface FaultScenario {
  readonly name: "throw" | "reject" | "late" | "timeout" | "cancel" | "cleanUp";
  /** By the number of the task, from 1. */
  readonly faults: Readonly<Record<number, Fault>>;
  /** The caller cancels the whole run after so many steps. */
  readonly cancelledAfterSteps?: number;
}

export const TASK_COUNT = 5;

/** Every way of going wrong that the strategies are put to. */
export const faultCorpus: readonly FaultScenario[] = [
  { name: "throw", faults: { 2: "throws" } },
  { name: "reject", faults: { 2: "rejects" } },
  { name: "late", faults: { 2: "rejects", 4: "rejects-late" } },
  { name: "timeout", faults: { 2: "times-out" } },
  { name: "cancel", faults: {}, cancelledAfterSteps: 1 },
  { name: "cleanUp", faults: { 2: "rejects", 4: "fails-in-clean-up" } },
];

/** The tasks of one scenario, and a record of what became of them. */
export class FaultyTasks {
  readonly numbers = Array.from({ length: TASK_COUNT }, (_, index) => index + 1);
  /** The faults that came about: a task that never started has none. */
  readonly occurred = new Set<string>();
  readonly #scenario: FaultScenario;
  readonly #stepMs: number;
  #runningCount = 0;
  #answeredCount = 0;
  readonly #onIdle: (() => void)[] = [];

  constructor(scenario: FaultScenario, stepMs: number) {
    this.#scenario = scenario;
    this.#stepMs = stepMs;
  }

  get runningCount(): number {
    return this.#runningCount;
  }

  /** Healthy tasks that gave no answer because of another's fault: they never started, or were cancelled. */
  get killedCount(): number {
    if (this.#scenario.cancelledAfterSteps !== undefined) return 0;
    return TASK_COUNT - Object.keys(this.#scenario.faults).length - this.#answeredCount;
  }

  readonly work: Work<number, string> = (number, _index, signal) => {
    const fault = this.#scenario.faults[number];
    if (fault === "throws") throw this.#occur(number, fault);
    this.#runningCount += 1;
    return this.#perform(number, fault, signal).finally(() => {
      this.#runningCount -= 1;
      if (this.#runningCount === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    });
  };

  /** Resolves when no task runs. */
  async idle(): Promise<void> {
    if (this.#runningCount > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  async #perform(number: number, fault: Fault | undefined, signal: AbortSignal): Promise<string> {
    try {
      await this.#steps(
        fault === "rejects" ? 1 : fault === "rejects-late" ? 2 : fault === "times-out" ? 4 : 3,
        {
          signal: fault === "rejects-late" ? undefined : signal,
        },
      );
      if (fault !== undefined && fault !== "fails-in-clean-up") throw this.#occur(number, fault);
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: a clean-up that throws is the very fault to plant
      if (fault === "fails-in-clean-up") throw this.#occur(number, fault);
    }
    if (fault === undefined) this.#answeredCount += 1;
    return `answer ${number}`;
  }

  #steps(count: number, { signal }: { signal: AbortSignal | undefined }): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stopListening?.();
        resolve();
      }, count * this.#stepMs);
      const stopListening =
        signal &&
        onAbort(signal, (reason) => {
          clearTimeout(timer);
          reject(reason);
        });
    });
  }

  #occur(number: number, fault: Fault): Error {
    const error = new Error(faultMessage(number, fault));
    this.occurred.add(error.message);
    return error;
  }
}

/** How a fault names its task. */
export function faultMessage(number: number, fault: Fault): string {
  return `task ${number} ${fault}`;
}
