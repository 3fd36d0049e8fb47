import path from "node:path";
import { messageOf, shown, UsageError } from "../errors.js";
import { PROTOCOL, type ResourceUse, type ServerReport } from "../program.js";
import { noUse, ownUse } from "../resource-use.js";

/** A server that listens. */
export interface RunningServer {
  readonly report: Omit<ServerReport, "protocol">;
  /** What the last line of the program says beside its resource use. */
  counters(): object;
  /** Removes what the server made outside its process; connections end with the process. */
  cleanUp(): void;
  /** Ends the child processes, and says what they have used. Absent for a server that has none. */
  endChildren?(): Promise<ResourceUse>;
  /** What a process that gets SIGTERM does before it ends. Absent for a server that owes nobody anything. */
  drain?(): Promise<void>;
}

/**
 * Makes this process a server program of the contract in `program.ts`: reads the JSON argument, prints the report
 * once `start` has the server listening, and ends when standard input closes.
 *
 * Exits with 2 after a `UsageError`, with 1 after any other error, and shows the message of either on standard error.
 */
export async function runServerProgram(
  start: (argument: Readonly<Record<string, unknown>>) => Promise<RunningServer>,
): Promise<void> {
  // Ctrl-C reaches every process of a terminal; the harness decides when its servers have done their work.
  process.on("SIGINT", () => {});
  // A reader that is gone must not keep this program from cleaning up.
  process.stdout.on("error", () => {});
  const inputClosed = new Promise<void>((resolve) => {
    for (const ending of ["end", "close", "error"] as const) process.stdin.once(ending, resolve);
  });
  const terminated = new Promise<void>((resolve) => process.once("SIGTERM", resolve));
  process.stdin.resume();
  try {
    const server = await start(readArgument());
    print({ protocol: PROTOCOL, ...server.report });
    // Whoever closes the input while it drains waits for nothing any more.
    await Promise.race([inputClosed, terminated.then(() => server.drain?.())]);
    server.cleanUp();
    const children = (await server.endChildren?.()) ?? noUse;
    print({ protocol: PROTOCOL, usage: { self: ownUse(), children }, counters: server.counters() }, () =>
      process.exit(0),
    );
  } catch (thrown) {
    process.stderr.write(`${messageOf(thrown)}\n`, () => process.exit(thrown instanceof UsageError ? 2 : 1));
  }
}

function readArgument(): Record<string, unknown> {
  const [text, ...more] = process.argv.slice(2);
  try {
    const argument: unknown = JSON.parse(text ?? "");
    if (more.length === 0 && typeof argument === "object" && argument !== null && !Array.isArray(argument)) {
      return { ...argument };
    }
  } catch {
    // Falls through to the sentence below: not JSON is as wrong as not an object.
  }
  const program = path.basename(process.argv[1] ?? "");
  throw new UsageError(
    `${program}: expected one argument, a JSON object, came ${shown(process.argv.slice(2))}; try '{}'`,
  );
}

function print(line: object, done?: () => void): void {
  process.stdout.write(`${JSON.stringify(line)}\n`, done);
}
