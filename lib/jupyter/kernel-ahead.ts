import type { KernelSession, StartKernel } from "./kernel-session.js";

/**
 * A kernel that starts before the notebook that needs it. It takes a core for seconds, so that it must not be begun
 * while anything is measured.
 *
 * Whoever makes one calls `close` at the end, which ends a kernel that nobody has taken.
 */
export class KernelAhead {
  readonly #start: StartKernel;
  readonly #signal: AbortSignal;
  #begun: Promise<KernelSession> | undefined;

  /** @param signal ends a start under way; none begins after it. */
  constructor(start: StartKernel, signal: AbortSignal) {
    this.#start = start;
    this.#signal = signal;
  }

  /** Begins the start of a kernel, unless one waits to be taken. */
  begin(): void {
    if (this.#signal.aborted || this.#begun !== undefined) return;
    this.#begun = this.#start(this.#signal);
    // Whoever takes it is told.
    this.#begun.catch(() => {});
  }

  /** Gives the kernel that was begun, once it answers, or starts one. */
  readonly take: StartKernel = async (signal) => {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun === undefined) return this.#start(signal);
    const kernel = await begun;
    if (!signal.aborted) return kernel;
    await kernel.shutdown();
    throw signal.reason;
  };

  /** Ends the kernel that was begun and not taken; may be called more than once, and never throws. */
  async close(): Promise<void> {
    const begun = this.#begun;
    this.#begun = undefined;
    await begun?.then(
      (kernel) => kernel.shutdown(),
      () => {},
    );
  }
}
