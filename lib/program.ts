/**
 * The program contract. Every measured thing is a **program**: a fresh process that gets one JSON argument, does
 * its work, prints one JSON line and exits; TypeScript, Go and Python programs alike, so that no language gets a
 * harness of its own.
 *
 * - A *job* program prints a {@link JobReport} and exits.
 * - A *server* program prints a {@link ServerReport}, serves until its standard input closes, then prints a
 *   {@link Usage} line (`{protocol, usage, counters?}`) and exits.
 * - Both end at once when their standard input closes, so that none outlives a harness that died.
 */

/** The version of the contract; a program that speaks another is refused. */
export const PROTOCOL = 1;

/** What `getrusage` says of one set of processes. */
export interface ResourceUse {
  readonly userMs: number;
  readonly systemMs: number;
  /** The largest resident set, in bytes, of any single process of the set. */
  readonly peakRssBytes: number;
}

/** A program's own accounting: itself, and the children that it waited for. */
export interface Usage {
  readonly self: ResourceUse;
  readonly children: ResourceUse;
}

/** One task of a job: `[task, startMs, endMs]`, times relative to the start of the work. */
export type TaskSpan = readonly [task: number, startMs: number, endMs: number];

/** How often a latency came: whole nanoseconds, told apart to 1%, and a count from 1 up. */
export type LatencyCount = readonly [latencyNs: number, count: number];

/** The line that a job program prints. */
export interface JobReport {
  readonly protocol: typeof PROTOCOL;
  /** The work alone, without the start of the process or the import of libraries. */
  readonly workMs: number;
  /** SHA-256, in hexadecimal, of the answers in the order of the input, joined by `\n`. */
  readonly digest: string;
  /** What the program did, by name: `documents`, `requests`, `connections`, `maxInFlight`, ... */
  readonly counters: Readonly<Record<string, number>>;
  readonly usage: Usage;
  /** Start and end of every task, when the argument asked for it with `"trace": true`. */
  readonly trace?: readonly TaskSpan[];
  /** What a load generator has seen, by name, such as `responseTime`: how often each latency came, in nanoseconds. */
  readonly latencies?: Readonly<Record<string, readonly LatencyCount[]>>;
}

/** The line that a server program prints once it listens. */
export interface ServerReport {
  readonly protocol: typeof PROTOCOL;
  readonly port: number;
  /** Further ports by name, such as a server's `control` port. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Files that a client needs, by name, such as the `certificate` of a TLS server. */
  readonly files?: Readonly<Record<string, string>>;
}

/** How to start a program: an executable, the arguments before the JSON one, and what to add to the environment. */
export interface ProgramCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that cannot run on this machine, with the reason that a reader is shown: "no Go on PATH". */
export interface MissingProgram {
  readonly missing: string;
}
