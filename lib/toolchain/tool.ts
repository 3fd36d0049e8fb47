import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { messageOf } from "../errors.js";

/** How a tool ended: its output, or the reason why it failed as one clause. */
export type Outcome =
  | { readonly stdout: string; readonly failure?: never }
  | { readonly stdout: string; readonly failure: string };

export interface ToolOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** When to give up, in milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a tool to its end. A tool that cannot start, fails or takes too long is an outcome, not an error.
 *
 * @throws the signal's reason, when it aborts; the tool is ended then
 */
export function runTool(file: string, args: readonly string[], options: ToolOptions): Promise<Outcome> {
  const { cwd, env, limitMs, signal } = options;
  return new Promise((resolve, reject) => {
    const settings = {
      cwd,
      env: { ...process.env, ...env },
      timeout: limitMs,
      signal,
      maxBuffer: 64 * 2 ** 20,
      encoding: "utf8" as const,
    };
    execFile(file, args, settings, (error, stdout, stderr) => {
      if (signal?.aborted) reject(signal.reason);
      else if (error === null) resolve({ stdout });
      else if (error.killed) resolve({ stdout, failure: `it took longer than ${limitMs / 1000} s` });
      else resolve({ stdout, failure: lastLine(stderr) || lastLine(stdout) || messageOf(error) });
    });
  });
}

/** Every file of that name on the PATH that may be executed, in its order. */
export function findOnPath(name: string): string[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [...new Set(folders.map((folder) => path.join(folder, name)))].filter(isExecutableFile);
}

function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1)!.trim();
}
