import { setImmediate as turn } from "node:timers/promises";
import { InterruptedError, RunError, UsageError } from "@interleave/lib/dist/errors.js";
import { type Command, CommanderError } from "commander";

/** What every command exits with. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * Parses the command line, runs the command's action, and turns what it threw into a sentence and an exit code.
 * Ctrl-C aborts the signal that the action was given, and makes the exit code that of an interruption, whatever the
 * action did about it; a second one ends the process at once.
 */
export async function runCommand(
  command: Command,
  action: (command: Command, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort(new InterruptedError());
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    command.exitOverride().showHelpAfterError("(try --help)").allowExcessArguments(false).parse();
    const code = await action(command, interruption.signal);
    // A signal that came while the action computed is told of when events are polled for: between two turns.
    await turn();
    await turn();
    interruption.signal.throwIfAborted();
    process.exitCode = code;
  } catch (thrown) {
    process.exitCode = report(thrown, interruption.signal.aborted);
  }
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
}

function report(thrown: unknown, interrupted: boolean): number {
  // Commander has printed its own sentence, or the help that was asked for.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (interrupted || thrown instanceof InterruptedError) {
    console.error("interrupted; nothing was left behind");
    return exitCodes.interrupted;
  }
  if (thrown instanceof UsageError) {
    console.error(thrown.message);
    return exitCodes.usage;
  }
  console.error(thrown instanceof RunError || isSystemError(thrown) ? thrown.message : thrown);
  return exitCodes.failed;
}

/** A full disk or a missing permission is the machine's fault: its message names the file, a stack helps nobody. */
function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && "syscall" in thrown;
}
