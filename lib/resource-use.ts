import { readFileSync } from "node:fs";
import type { ResourceUse } from "./program.js";

/** What this process has used so far, its children left out. */
export function ownUse(): ResourceUse {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    userMs: userCPUTime / 1000,
    systemMs: systemCPUTime / 1000,
    peakRssBytes: ownPeakRssBytes() ?? maxRSS * 1024,
  };
}

/** Processor time of this process, of its user and its system part, in milliseconds, since `before` of {@link ownUse}. */
export function cpuMsSince(before: ResourceUse): number {
  const after = ownUse();
  return after.userMs + after.systemMs - before.userMs - before.systemMs;
}

/** What children that do not exist have used. */
export const noUse: ResourceUse = { userMs: 0, systemMs: 0, peakRssBytes: 0 };

/** What several processes have used together; as peak memory the highest of theirs, since peaks do not add up. */
export function totalUse(uses: readonly ResourceUse[]): ResourceUse {
  return uses.reduce(
    (total, use) => ({
      userMs: total.userMs + use.userMs,
      systemMs: total.systemMs + use.systemMs,
      peakRssBytes: Math.max(total.peakRssBytes, use.peakRssBytes),
    }),
    noUse,
  );
}

/** Linux's `maxRSS` survives exec, and so starts with the memory of whoever started this process. */
function ownPeakRssBytes(): number | null {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "ascii"));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}
