import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { projectFolder } from "../../lib/paths.js";

/** How a command of the project ended. */
export interface ScriptEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the project that runs: what `npm start` and the others run once all is built. */
export class Script {
  readonly process: ChildProcess;
  readonly ended: Promise<ScriptEnd>;
  stdout = "";
  stderr = "";

  /** @param name a file of `scripts/`, without its extension */
  constructor(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const file = path.join(projectFolder, "scripts", "dist", `${name}.js`);
    this.process = spawn(process.execPath, [file, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout!.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.ended = once(this.process, "close").then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }
}

/** Runs a command of the project to its end. */
export function runScript(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ScriptEnd> {
  return new Script(name, args, env).ended;
}
