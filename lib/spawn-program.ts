import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { ProgramCommand } from "./program.js";
import { programEnvironment } from "./program-environment.js";

/** A program under way, with a pipe to each of its standard streams. */
export type SpawnedProgram = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a program as the contract of `program.ts` has it: its argument comes last, and its standard input stays open
 * for as long as this process lives or until it is closed.
 *
 * @param ownGroup gives it a process group of its own, which a terminal's Ctrl-C does not reach
 * @returns a child that tells by `error` when it could not be started
 */
export function spawnProgram(
  { file, args, env }: ProgramCommand,
  argument: object,
  { ownGroup = false }: { readonly ownGroup?: boolean } = {},
): SpawnedProgram {
  const child = spawn(file, [...args, JSON.stringify(argument)], {
    detached: ownGroup,
    stdio: ["pipe", "pipe", "pipe"],
    env: programEnvironment(env),
    windowsHide: true,
  });
  // A program that exits without reading its input breaks the pipe; its exit says all there is to say.
  child.stdin.on("error", () => {});
  return child;
}
