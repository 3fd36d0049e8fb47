import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.js";
import type { ProgramCommand } from "../program.js";
import { type SpawnedProgram, spawnProgram } from "../spawn-program.js";
import { StderrExtract } from "./stderr-extract.js";

/** How a program ended; times by the clock that it was started with. */
export interface Ending {
  /** The exit code, or null when a signal ended it or it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly endedAtMs: number;
  /** A clause when it did not end well, such as "ended with exit code 2: panic: ...", or why it was killed; else null. */
  readonly failure: string | null;
}

/** How long the system may take to remove a process group that was sent SIGKILL. */
const REMOVAL_LIMIT_MS = 2_000;
const REMOVAL_POLL_MS = 5;

/**
 * A program under way, in a process group of its own, so that a terminal's Ctrl-C reaches only the harness and
 * {@link ProgramProcess.kill} reaches the program's children too. Its standard input is held open: it ends when this
 * process does. A child that leaves the group (`setsid`) *and* ignores its standard input is out of reach.
 */
export class ProgramProcess {
  readonly startedAtMs: number;
  readonly stderr = new StderrExtract();
  /** Fulfilled once the program, and whatever it left in its group, is gone and its output is whole; never rejects. */
  readonly ended: Promise<Ending>;
  readonly #child: SpawnedProgram;
  #killedBecause: string | null = null;
  #gone = false;

  constructor(command: ProgramCommand, argument: object, clock: Clock, onOutput: (text: string) => void) {
    this.startedAtMs = clock.now();
    this.#child = spawnProgram(command, argument, { ownGroup: true });
    this.#child.stdout.setEncoding("utf8").on("data", onOutput);
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => this.stderr.add(text));
    this.ended = this.#end(clock);
  }

  /** The leader of the program's process group; undefined when the program could not start. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks the program to end, by the contract. */
  closeInput(): void {
    this.#child.stdin.end();
  }

  /** Sends SIGTERM to the program alone, which may do with it what it likes. */
  terminate(): void {
    this.#child.kill("SIGTERM");
  }

  /**
   * Ends the program and its children with SIGKILL; `ended` tells when they are gone, and does nothing after that.
   *
   * @param because the clause that becomes the ending's failure, from the first call that gives one.
   */
  kill(because?: string): void {
    // The system may give the number of a group that is gone to another.
    if (this.#gone) return;
    this.#killedBecause ??= because ?? null;
    signalGroup(this.#child, "SIGKILL");
  }

  async #end(clock: Clock): Promise<Ending> {
    const closed = new Promise<void>((resolve) => this.#child.once("close", () => resolve()));
    const exit = await new Promise<Ending>((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null, failure: string | null) =>
        resolve({ code, signal, endedAtMs: clock.now(), failure });
      this.#child.once("exit", (code, signal) => end(code, signal, null));
      this.#child.on("error", (error) => {
        if (this.#child.pid === undefined) end(null, null, `could not start: ${error.message}`);
      });
    });
    const failure = exit.failure ?? this.#killedBecause;
    if (this.#child.pid === undefined) return exit;
    // Children that outlive the program would disturb the next sample, and hold its output open.
    signalGroup(this.#child, "SIGKILL");
    await Promise.all([groupGone(this.#child), Promise.race([closed, pause(REMOVAL_LIMIT_MS)])]);
    this.#gone = true;
    for (const stream of this.#child.stdio) stream?.destroy();
    return { ...exit, failure: failure ?? describeFailure(exit, this.stderr) };
  }
}

function describeFailure({ code, signal }: Ending, stderr: StderrExtract): string | null {
  if (code === 0) return null;
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const why = stderr.reason();
  return why === null ? how : `${how}: ${why}`;
}

/** @returns false when the group has no process left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  if (process.platform === "win32") return child.kill(signal);
  try {
    return process.kill(-child.pid, signal);
  } catch (thrown) {
    // EPERM: macOS answers so for a group of which only zombies are left.
    if (["ESRCH", "EPERM"].includes((thrown as NodeJS.ErrnoException).code ?? "")) return false;
    throw thrown;
  }
}

async function groupGone(child: ChildProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < REMOVAL_LIMIT_MS && signalGroup(child, 0); waitedMs += REMOVAL_POLL_MS) {
    await delay(REMOVAL_POLL_MS);
  }
}

function pause(ms: number): Promise<void> {
  return delay(ms, undefined, { ref: false });
}
