import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/**
 * The processes below the given ones, whatever group they are in; children come after their parents.
 *
 * A machine without `ps`, as a small container may be, tells none: then a signal to the process group has to do.
 */
export function descendantsOf(roots: readonly number[]): number[] {
  const rows = processTable();
  const found: number[] = [];
  const parents = [...roots];
  // Grows while it is walked.
  for (const parent of parents) {
    const children = rows.filter((row) => row.parent === parent && !parents.includes(row.pid));
    found.push(...children.map(({ pid }) => pid));
    parents.push(...children.map(({ pid }) => pid));
  }
  return found;
}

/**
 * Asks processes and all below them to end, and ends those by force that have not within {@link GRACE_MS}.
 *
 * @returns once they are gone, or were sent SIGKILL.
 */
export async function endProcesses(roots: readonly number[]): Promise<void> {
  if (roots.length === 0) return;
  const all = [...roots, ...descendantsOf(roots)];
  let left = signalEach(all, "SIGTERM");
  for (let waitedMs = 0; left.length > 0 && waitedMs < GRACE_MS; waitedMs += POLL_MS) {
    await delay(POLL_MS);
    left = signalEach(left, 0);
  }
  signalEach([...left, ...descendantsOf(left)], "SIGKILL");
}

/** @returns those that the signal could be sent to: the ones that are still there. */
export function signalEach(pids: readonly number[], signal: NodeJS.Signals | 0): number[] {
  return pids.filter((pid) => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  });
}

/** A harness needs some milliseconds to end its programs and to close its journal. */
const GRACE_MS = 1000;
const POLL_MS = 10;

interface Row {
  readonly pid: number;
  readonly parent: number;
}

function processTable(): Row[] {
  let table: string;
  try {
    table = execFileSync("ps", ["-eo", "pid=,ppid="], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return [];
  }
  return table.split("\n").map((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return { pid: pid!, parent: parent! };
  });
}
