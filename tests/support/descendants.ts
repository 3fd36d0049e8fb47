import { execFileSync } from "node:child_process";

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes that a process has started, and that those have; zombies, which run nothing, left out. */
export function descendantsOf(pid: number): readonly Row[] {
  const all = processes();
  const found = all.filter(({ parent }) => parent === pid);
  // Grows while it is walked.
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

/** Those of the processes that still run, by their commands. */
export function stillRunning(rows: readonly Row[]): string[] {
  const all = processes();
  return rows
    .filter((row) => all.some(({ pid, command }) => pid === row.pid && command === row.command))
    .map(({ command }) => command);
}

function processes(): Row[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state!.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
