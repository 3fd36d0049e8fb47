import { homedir } from "node:os";
import { projectFolder } from "../paths.js";

const HEAD_LIMIT = 4_096;
const TAIL_LIMIT = 2_048;

/** What is kept of a program's standard error: its start, where Go names a panic, and its end, where Python and Node do. */
export class StderrExtract {
  #head = "";
  #tail = "";

  add(text: string): void {
    if (this.#head.length < HEAD_LIMIT) this.#head = (this.#head + text).slice(0, HEAD_LIMIT);
    this.#tail = (this.#tail + text).slice(-TAIL_LIMIT);
  }

  /** The last 2 KB, without the paths of this machine; empty when the program wrote nothing. */
  tail(): string {
    return withoutLocalPaths(this.#tail).trim();
  }

  /** The one line that most likely says why the program failed, or null. */
  reason(): string | null {
    const named =
      /^(panic|fatal error): .*/m.exec(this.#head)?.[0] ??
      lastMatch(/^(Uncaught )?[\w.]*(Error|Exception)\b.*/gm, this.#tail);
    const line = named ?? this.#tail.trim().split("\n").at(-1) ?? "";
    return line.trim() === "" ? null : withoutLocalPaths(line.trim()).slice(0, 300);
  }
}

/** Results are published; where this machine keeps its files is nobody's business. */
export function withoutLocalPaths(text: string): string {
  const home = homedir();
  const withoutProject = text.replaceAll(projectFolder, ".");
  return home.length > 1 ? withoutProject.replaceAll(home, "~") : withoutProject;
}

function lastMatch(pattern: RegExp, text: string): string | undefined {
  return [...text.matchAll(pattern)].at(-1)?.[0];
}
