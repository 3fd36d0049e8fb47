import { createInterface } from "node:readline";
import { RunError, shown, UsageError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import { PROTOCOL, type ProgramCommand, type ServerReport } from "../program.js";
import { type SpawnedProgram, spawnProgram } from "../spawn-program.js";

/** How long a server may take to end by itself once its standard input is closed. */
const STOP_LIMIT_MS = 5_000;
const STDERR_TAIL = 2_000;

/**
 * A server program that runs as a child of this process, and ends at the latest when this process does: one that others
 * are measured against. One that is measured itself needs limits, accounting and a process group: `startServer`.
 */
export class ServerProcess {
  readonly report: ServerReport;
  readonly #child: Child;

  /**
   * Starts a server program and waits until it listens.
   *
   * @param signal ends a start under way, which then rejects with its reason once no process is left; a server that
   *   listens is ended with {@link stop} alone.
   * @throws {UsageError} with the program's own sentence, if it refused its argument.
   * @throws {RunError} if it ended otherwise, or printed anything but a report.
   */
  static async start(
    command: ProgramCommand,
    argument: object,
    signal?: AbortSignal,
  ): Promise<ServerProcess> {
    signal?.throwIfAborted();
    const child = new Child(command, argument);
    let stopListening = () => {};
    const aborted = new Promise<never>((_, reject) => {
      if (signal) stopListening = onAbort(signal, reject);
    });
    try {
      const line = await Promise.race([child.firstLine, aborted]);
      if (line === null) throw await child.failure();
      return new ServerProcess(child, readReport(line));
    } catch (thrown) {
      await child.stop();
      throw thrown;
    } finally {
      stopListening();
    }
  }

  private constructor(child: Child, report: ServerReport) {
    this.#child = child;
    this.report = report;
  }

  /** Why the program is not running any more, or null while it is. */
  get endedBecause(): string | null {
    return this.#child.endedBecause;
  }

  /** Closes the program's standard input and waits for its end, or kills it after 5 s; may be called again. */
  async stop(): Promise<void> {
    await this.#child.stop();
  }
}

class Child {
  /** Null when the program ended without printing any. */
  readonly firstLine: Promise<string | null>;
  readonly #process: SpawnedProgram;
  readonly #ended: Promise<void>;
  #stderr = "";
  #endedBecause: string | null = null;
  #exitCode: number | null = null;

  constructor(command: ProgramCommand, argument: object) {
    this.#process = spawnProgram(command, argument);
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
    });
    const lines = createInterface({ input: this.#process.stdout });
    this.firstLine = Promise.race([
      new Promise<string>((resolve) => lines.once("line", resolve)),
      new Promise<null>((resolve) => lines.once("close", () => resolve(null))),
    ]);
    this.#ended = new Promise((resolve) => {
      this.#process.once("error", (error) => {
        this.#endedBecause = `could not be started: ${error.message}`;
        resolve();
      });
      this.#process.once("close", (code, signal) => {
        this.#exitCode = code;
        this.#endedBecause ??= `ended with ${signal ?? `exit code ${code}`}: ${this.#stderr.trim() || "it said nothing"}`;
        resolve();
      });
    });
  }

  get endedBecause(): string | null {
    return this.#endedBecause;
  }

  /** The error of a program that ended before it listened. */
  async failure(): Promise<Error> {
    await this.#ended;
    if (this.#exitCode === 2) return new UsageError(this.#stderr.trim());
    return new RunError(`a server program ${this.#endedBecause}`);
  }

  async stop(): Promise<void> {
    this.#process.stdin.end();
    const patience = setTimeout(() => this.kill(), STOP_LIMIT_MS);
    await this.#ended;
    clearTimeout(patience);
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }
}

function readReport(line: string): ServerReport {
  let report: Partial<ServerReport> | null = null;
  try {
    report = JSON.parse(line);
  } catch {
    // Falls through to the sentence below: not JSON is as wrong as another shape.
  }
  if (report?.protocol === PROTOCOL && Number.isInteger(report.port)) return report as ServerReport;
  throw new RunError(`expected a server program's report of protocol ${PROTOCOL}, came ${shown(line)}`);
}
