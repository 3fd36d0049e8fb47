import type { Fingerprint } from "../store/result.js";

/** What a person should know of their machine before they believe its figures. */
export interface Finding {
  readonly topic: string;
  /** What is there. */
  readonly found: string;
  /** What to do about it, in sentences; absent when all is well. */
  readonly advice?: string;
}

/** What was read and tried on a machine; null for what its system does not tell. */
export interface MachineReadings {
  readonly fingerprint: Fingerprint;
  readonly clockGovernor: string | null;
  /** Share of the last ten seconds, 0 to 1, in which some task waited for a processor (Linux PSI). */
  readonly cpuPressure: number | null;
  /** Share of processor time, 0 to 1, that the hypervisor gave to other guests meanwhile. */
  readonly stolenShare: number | null;
  /** Load average of one minute. */
  readonly load: number | null;
  /** The times of one fixed loop, looked at several times in a row. */
  readonly loopMs: readonly number[];
  readonly freeMemoryBytes: number;
  /** Ports that an outgoing connection may take. */
  readonly ephemeralPortCount: number | null;
  readonly openFileLimit: number | null;
  readonly stateFolderBytes: number;
}

const GIB = 1024 ** 3;
/** At this drift during an experiment its results carry a warning: see `hostDrift`. */
const DRIFT_LIMIT = 0.15;
const PRESSURE_LIMIT = 0.1;
const STOLEN_LIMIT = 0.02;
/** Closed connections keep their port for a minute, and loads of half a second make thousands. */
const PORTS_WANTED = 20_000;
const OPEN_FILES_WANTED = 4_096;
const FREE_MEMORY_WANTED_BYTES = 2 * GIB;
const STATE_LIMIT_BYTES = 1e9;

/** Judges the readings: each with what it is, and with advice where it would disturb a measurement. */
export function diagnose(readings: MachineReadings): Finding[] {
  return [
    processor(readings.fingerprint),
    governor(readings),
    steadiness(readings.loopMs),
    neighbours(readings),
    memory(readings),
    ports(readings.ephemeralPortCount),
    openFiles(readings.openFileLimit),
    state(readings.stateFolderBytes),
  ];
}

function processor({ cpuModel, coreCount, cpuQuota, virtualization }: Fingerprint): Finding {
  const limited = cpuQuota !== null && cpuQuota < coreCount;
  const quota = cpuQuota === null ? "no quota" : `a quota of ${cpuQuota}`;
  const found = `${cpuModel}, ${coreCount} cores, ${quota}${virtualization ? `, in ${virtualization}` : ""}`;
  if (!limited) return { topic: "processor", found };
  return {
    topic: "processor",
    found,
    advice: `The quota is below the core count: programs that start a thread for each core are stopped in the middle of every period. Give the container ${coreCount} processors, or pin it to ${Math.max(1, Math.floor(cpuQuota))} (docker run --cpuset-cpus).`,
  };
}

function governor({ clockGovernor, fingerprint }: MachineReadings): Finding {
  const topic = "clock governor";
  if (clockGovernor === "performance") return { topic, found: clockGovernor };
  if (clockGovernor === null) {
    const guest = fingerprint.virtualization !== null;
    return { topic, found: guest ? "not told to a guest; its host decides" : "not told by this system" };
  }
  return {
    topic,
    found: clockGovernor,
    advice: "The clock follows the load. Try: sudo cpupower frequency-set -g performance",
  };
}

function steadiness(loopMs: readonly number[]): Finding {
  const spread = Math.max(...loopMs) / Math.min(...loopMs) - 1;
  const found = `a fixed loop varied by ${percent(spread)} over ${loopMs.length} looks`;
  if (spread <= DRIFT_LIMIT) return { topic: "steadiness", found };
  return {
    topic: "steadiness",
    found,
    advice:
      "Absolute times will not repeat. Close what else runs, keep a laptop on its charger, and measure again; ratios within rounds bear it better.",
  };
}

function neighbours({ cpuPressure, stolenShare, load, fingerprint }: MachineReadings): Finding {
  const parts = [
    ...(cpuPressure === null ? [] : [`pressure ${percent(cpuPressure)}`]),
    ...(stolenShare === null ? [] : [`stolen ${percent(stolenShare)}`]),
    ...(load === null ? [] : [`load ${load.toFixed(2)}`]),
  ];
  const found = parts.length === 0 ? "not told by this system" : parts.join(", ");
  const crowded = (cpuPressure ?? 0) > PRESSURE_LIMIT || (load ?? 0) > fingerprint.coreCount;
  const advice = [
    ...(crowded ? ["Something else wants the processors: find it with `top`, and end or outwait it."] : []),
    ...((stolenShare ?? 0) > STOLEN_LIMIT
      ? ["The hypervisor gives time to other guests: try another hour or a dedicated machine."]
      : []),
  ];
  return { topic: "neighbours", found, ...(advice.length > 0 && { advice: advice.join(" ") }) };
}

function memory({ freeMemoryBytes, fingerprint }: MachineReadings): Finding {
  const [free, all] = [freeMemoryBytes, fingerprint.memoryBytes].map((bytes) => (bytes / GIB).toFixed(1));
  const found = `${free} of ${all} GiB free`;
  if (freeMemoryBytes >= FREE_MEMORY_WANTED_BYTES) return { topic: "memory", found };
  return { topic: "memory", found, advice: "Below 2 GiB programs may be swapped out: free some." };
}

function ports(count: number | null): Finding {
  const topic = "local ports";
  if (count === null) return { topic, found: "not told by this system" };
  if (count >= PORTS_WANTED) return { topic, found: `${count} for outgoing connections` };
  return {
    topic,
    found: `${count} for outgoing connections`,
    advice:
      'Programs with a new connection for each request may run out. Try: sudo sysctl -w net.ipv4.ip_local_port_range="32768 60999"',
  };
}

function openFiles(limit: number | null): Finding {
  const topic = "open files";
  if (limit === null) return { topic, found: "not told by this system" };
  if (limit >= OPEN_FILES_WANTED) return { topic, found: `${limit} at most` };
  const advice = `Sweeps open thousands of sockets. Try: ulimit -n ${OPEN_FILES_WANTED}`;
  return { topic, found: `${limit} at most`, advice };
}

function state(bytes: number): Finding {
  const found = `${Math.round(bytes / 1e6)} MB of builds, journals and replaced files`;
  if (bytes <= STATE_LIMIT_BYTES) return { topic: "state folder", found };
  return { topic: "state folder", found, advice: "It may be removed whenever no run is to be resumed." };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
