import { RunError } from "../errors.js";
import type { FailureKind } from "./failure.js";
import type { Message } from "./messages.js";

/**
 * What running a notebook needs of a kernel, on this host or on another.
 *
 * When the kernel is gone, every request that waits, and every later one, is refused with a {@link KernelDeath}.
 */
export interface KernelSession {
  /** Of the kernel's process; null for one on another host. */
  readonly pid: number | null;
  /** Runs a cell; resolves with the content of the reply, also when the cell failed. */
  execute(code: string, options?: ExecuteOptions): Promise<Message["content"]>;
  /** Interrupts the running cell and the processes that it started; does not wait for it. */
  interrupt(): void;
  /** Ends the kernel and all that its cells started; may be called more than once, and never throws. */
  shutdown(): Promise<void>;
}

export interface ExecuteOptions {
  /** Gets every message that the kernel publishes for this cell, in order. */
  readonly onPublished?: (message: Message) => void;
  /** Whether a failure aborts the requests that are queued behind this one. */
  readonly stopOnError?: boolean;
  /** Runs without a count and without outputs. */
  readonly silent?: boolean;
}

/** Starts a kernel and waits until it answers; ends the start, and what it has started, when the signal aborts. */
export type StartKernel = (signal: AbortSignal) => Promise<KernelSession>;

/** The content of an `execute_request`. */
export function executeContent(code: string, { stopOnError = true, silent = false }: ExecuteOptions) {
  return {
    code,
    silent,
    store_history: !silent,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: stopOnError,
  };
}

/** The kernel ended before it was asked to, or never got as far as answering. */
export class KernelDeath extends RunError {
  override name = "KernelDeath";
  /** What a notebook that ran in it fails with. */
  readonly kind: FailureKind = "dead-kernel";
}
