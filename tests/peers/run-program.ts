import { type ChildProcess, spawn } from "node:child_process";
import type { ProgramCommand } from "../../lib/program.js";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts a program with its standard input held open; the argument is JSON unless it is a text already. */
export function startProgram(
  { file, args, env }: ProgramCommand,
  argument: object | string,
  furtherEnv: Readonly<Record<string, string>> = {},
): Running {
  const text = typeof argument === "string" ? argument : JSON.stringify(argument);
  const child = spawn(file, [...args, text], { env: { ...process.env, ...env, ...furtherEnv } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}
