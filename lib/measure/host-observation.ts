import { loadavg, platform } from "node:os";
import type { Sample } from "../store/result.js";
import { type ReadSystemFile, readSystemFile } from "./system-file.js";

/** What the harness itself sees of a sample, where the system tells. */
export type Observation = Pick<Sample, "treeCpuMs" | "cpuPressure" | "load">;

/** The kernel's clock tick as user space sees it: 100 per second on every architecture of Linux. */
const TICK_MS = 10;

/**
 * Begins to watch the host; the function returned ends that, and tells what was seen in between.
 *
 * The processor time is that of all children of this process that ended in between, and of their children: exact
 * to 10 ms, and only the program's as long as the harness runs one program at a time.
 */
export function observeHost(read: ReadSystemFile = readSystemFile): (elapsedMs: number) => Observation {
  const load = platform() === "win32" ? undefined : loadavg()[0];
  const cpuMs = childrenCpuMs(read);
  const stalledMs = stalledForCpuMs(read);
  return (elapsedMs) => {
    const treeCpuMs = difference(childrenCpuMs(read), cpuMs);
    const stalled = difference(stalledForCpuMs(read), stalledMs);
    return {
      ...(treeCpuMs !== undefined && { treeCpuMs }),
      ...(stalled !== undefined &&
        elapsedMs > 0 && { cpuPressure: Math.min(1, Math.round((stalled / elapsedMs) * 1e4) / 1e4) }),
      ...(load !== undefined && { load: Math.round(load * 100) / 100 }),
    };
  };
}

function childrenCpuMs(read: ReadSystemFile): number | undefined {
  const stat = read("/proc/self/stat");
  if (stat === undefined) return undefined;
  // The second field is the program's name in parentheses and may hold anything; cutime and cstime are 16 and 17.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

function stalledForCpuMs(read: ReadSystemFile): number | undefined {
  const total = /^some .*total=(\d+)/m.exec(read("/proc/pressure/cpu") ?? "")?.[1];
  return total === undefined ? undefined : Number(total) / 1000;
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : Math.max(0, after - before);
}
