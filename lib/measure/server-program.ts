import { monotonicClock } from "../clock.js";
import { RunError } from "../errors.js";
import type { ProgramCommand, ServerReport, Usage } from "../program.js";
import { ProgramProcess } from "./program-process.js";
import { type ParsedLine, parseServerEnd, parseServerReport } from "./report-line.js";

/** A server program that listens. */
export interface ServerProgram {
  readonly report: ServerReport;
  /** The leader of its process group. */
  readonly pid: number;
  /**
   * Closes the server's standard input and waits for its own accounting.
   *
   * @throws {RunError} when the server ended badly, or not within 5 s; it is gone in any case.
   */
  stop(): Promise<ServerAccount>;
  /**
   * Sends SIGTERM to the server's own process, and settles when that has ended in whatever way it does; after
   * `limitMs` its group is killed.
   */
  terminate(limitMs: number): Promise<void>;
  /** Ends the server's process group at once; settles when it is gone. Harmless once it has ended. */
  kill(): Promise<void>;
}

export interface ServerAccount {
  readonly usage: Usage;
  readonly counters: Readonly<Record<string, number>>;
}

export interface ServerOptions {
  /** From the start of the process to its report. */
  readonly startLimitMs: number;
  /** Ends the server's process group, also long after the start. */
  readonly signal?: AbortSignal;
}

const STOP_LIMIT_MS = 5_000;

/**
 * Starts a server program and waits until it listens.
 *
 * @throws {RunError} when it ends, stays silent past its limit or breaks the contract; no process is left then.
 *   The signal's reason, when it aborts first.
 */
export async function startServer(
  command: ProgramCommand,
  argument: object,
  { startLimitMs, signal }: ServerOptions,
): Promise<ServerProgram> {
  signal?.throwIfAborted();
  const lines = new Lines();
  const program = new ProgramProcess(command, argument, monotonicClock, (text) => lines.add(text));
  const abort = () => program.kill();
  signal?.addEventListener("abort", abort, { once: true });
  void program.ended.then(() => {
    lines.end();
    signal?.removeEventListener("abort", abort);
  });
  const kill = async () => {
    program.kill();
    await program.ended;
  };
  const silent = `did not listen within ${startLimitMs} ms`;
  const first = await withinLimit(program, lines.next(), startLimitMs, silent);
  const parsed = first === null ? null : parseServerReport(first);
  if (parsed !== null && "report" in parsed) {
    return {
      report: parsed.report,
      pid: program.pid!,
      stop: () => stop(program, lines),
      terminate: (limitMs) => terminate(program, limitMs),
      kill,
    };
  }
  await kill();
  signal?.throwIfAborted();
  throw await failed(program, parsed);
}

async function stop(program: ProgramProcess, lines: Lines): Promise<ServerAccount> {
  program.closeInput();
  const late = `did not end within ${STOP_LIMIT_MS} ms of the end of its standard input`;
  const line = await withinLimit(program, lines.next(), STOP_LIMIT_MS, late);
  const parsed = line === null ? null : parseServerEnd(line);
  if (parsed === null || "problem" in parsed) {
    program.kill();
    throw await failed(program, parsed);
  }
  const { failure } = await withinLimit(program, program.ended, STOP_LIMIT_MS, late);
  if (failure !== null) throw new RunError(`A server program ${failure}`);
  return { usage: parsed.report.usage, counters: parsed.report.counters ?? {} };
}

async function terminate(program: ProgramProcess, limitMs: number): Promise<void> {
  program.terminate();
  const late = `did not end within ${limitMs} ms of SIGTERM`;
  await withinLimit(program, program.ended, limitMs, late);
}

/** What to say of a server that is ending without its line. */
async function failed(program: ProgramProcess, parsed: ParsedLine<unknown> | null): Promise<RunError> {
  const { failure } = await program.ended;
  const problem = parsed !== null && "problem" in parsed ? parsed.problem : failure;
  return new RunError(`A server program ${problem ?? "ended without the line that the contract asks for"}`);
}

/** What is waited for; the program is killed when that takes longer than its limit. */
async function withinLimit<Value>(
  program: ProgramProcess,
  awaited: Promise<Value>,
  limitMs: number,
  late: string,
): Promise<Value> {
  const timer = setTimeout(() => program.kill(late), limitMs);
  try {
    return await awaited;
  } finally {
    clearTimeout(timer);
  }
}

/** Whole lines, in order, as they come; null once there will be no more. */
class Lines {
  #partial = "";
  readonly #ready: string[] = [];
  #waiting: ((line: string | null) => void) | undefined;
  #ended = false;

  add(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = lines.pop()!;
    this.#ready.push(...lines);
    this.#hand();
  }

  end(): void {
    this.#ended = true;
    this.#hand();
  }

  next(): Promise<string | null> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#hand();
    });
  }

  #hand(): void {
    if (!this.#waiting || (this.#ready.length === 0 && !this.#ended)) return;
    this.#waiting(this.#ready.shift() ?? null);
    this.#waiting = undefined;
  }
}
