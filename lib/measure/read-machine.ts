import { readdir, stat } from "node:fs/promises";
import { freemem, loadavg, platform } from "node:os";
import path from "node:path";
import { stateFolder } from "../paths.js";
import { measureHostSpeed } from "./calibrate.js";
import type { MachineReadings } from "./diagnosis.js";
import { fingerprintOf, type Host, thisHost } from "./fingerprint.js";

const LOOKS = 5;

/** Reads what `diagnose` judges, and times a fixed loop; about a second in which this process does nothing else. */
export async function readMachine(host: Host = thisHost()): Promise<MachineReadings> {
  const before = processorTicks(host);
  const loopMs = Array.from({ length: LOOKS }, () => measureHostSpeed().chunkMs);
  const after = processorTicks(host);
  return {
    fingerprint: fingerprintOf(host),
    clockGovernor: host.read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")?.trim() ?? null,
    cpuPressure: cpuPressure(host),
    stolenShare: before && after ? stolenShare(before, after) : null,
    load: platform() === "win32" ? null : loadavg()[0]!,
    loopMs,
    freeMemoryBytes: freemem(),
    ephemeralPortCount: ephemeralPortCount(host),
    openFileLimit: openFileLimit(host),
    stateFolderBytes: await folderBytes(stateFolder()),
  };
}

function cpuPressure({ read }: Host): number | null {
  const percent = /^some avg10=([\d.]+)/m.exec(read("/proc/pressure/cpu") ?? "")?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

interface Ticks {
  readonly all: number;
  readonly stolen: number;
}

/** The eighth figure is steal; guest time after it is part of user time already. */
function processorTicks({ read }: Host): Ticks | null {
  const figures = /^cpu +(.*)$/m
    .exec(read("/proc/stat") ?? "")?.[1]
    ?.split(" ")
    .map(Number);
  if (!figures || figures.length < 8) return null;
  const counted = figures.slice(0, 8);
  return { all: counted.reduce((sum, ticks) => sum + ticks, 0), stolen: counted[7]! };
}

function stolenShare(before: Ticks, after: Ticks): number | null {
  return after.all > before.all ? (after.stolen - before.stolen) / (after.all - before.all) : null;
}

function ephemeralPortCount({ read }: Host): number | null {
  const range = /^(\d+)\s+(\d+)/.exec(read("/proc/sys/net/ipv4/ip_local_port_range") ?? "");
  return range ? Number(range[2]) - Number(range[1]) + 1 : null;
}

function openFileLimit({ read }: Host): number | null {
  const limit = /^Max open files\s+(\d+)/m.exec(read("/proc/self/limits") ?? "")?.[1];
  return limit === undefined ? null : Number(limit);
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    // A file may go while its folder is walked.
    bytes += await stat(path.join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return bytes;
}
