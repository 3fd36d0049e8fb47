import { readFileSync } from "node:fs";
import type { ResourceUse } from "../program.js";

/** What this process has used so far. */
export function ownUse(): ResourceUse {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    userMs: userCPUTime / 1000,
    systemMs: systemCPUTime / 1000,
    peakRssBytes: ownPeakRssBytes() ?? maxRSS * 1024,
  };
}

/** Linux's `maxRSS` survives exec, so it starts with the memory of the harness that forked this process. */
function ownPeakRssBytes(): number | undefined {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return found ? Number(found[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
}
