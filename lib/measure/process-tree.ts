import { readdirSync } from "node:fs";
import { type ReadSystemFile, readSystemFile } from "./system-file.js";

/** The memory of a process and all its descendants, in each of the senses that "memory" has. */
export interface TreeMemory {
  readonly processCount: number;
  /** Pages in memory, those that processes share counted once for each. */
  readonly residentBytes: number;
  /** Pages in memory, a shared one divided among those that share it: what the tree really takes. */
  readonly proportionalBytes: number;
  /** Address space, most of which was never touched. */
  readonly virtualBytes: number;
}

/** How the processes of Linux are listed and read. */
export interface ProcessFiles {
  /** The names in a folder; none when it does not exist. */
  list(folder: string): readonly string[];
  readonly read: ReadSystemFile;
}

/** The kernel's clock tick as user space sees it: 100 per second on every architecture of Linux. */
const TICK_MS = 10;

/**
 * Processor time of a process and all its descendants since they started; undefined where the system does not tell.
 *
 * Of each process it is the larger of two sums: that of its living threads, exact to a microsecond, and that of all
 * it ever had, cut down to whole ticks. So it is exact for a server whose threads stay, and at most two ticks short
 * for one whose threads came and went. Children that have ended count from the time that their parent waited for
 * them.
 */
export function treeCpuMs(pid: number, files: ProcessFiles = systemProcesses): number | undefined {
  const tree = processTree(pid, files);
  if (tree.length === 0) return undefined;
  return tree.reduce((totalMs, { pid: member, fields }) => {
    const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * TICK_MS;
    return totalMs + Math.max(threadsCpuMs(member, files), ticks(UTIME)) + ticks(CUTIME);
  }, 0);
}

/** Memory of a process and all its descendants now; undefined where the system does not tell. It takes milliseconds. */
export function treeMemory(pid: number, files: ProcessFiles = systemProcesses): TreeMemory | undefined {
  const tree = processTree(pid, files);
  if (tree.length === 0) return undefined;
  const sum = (file: string, field: string) =>
    tree.reduce(
      (total, member) => total + kilobytes(files.read(`/proc/${member.pid}/${file}`), field) * 1024,
      0,
    );
  return {
    processCount: tree.length,
    residentBytes: sum("status", "VmRSS"),
    proportionalBytes: sum("smaps_rollup", "Pss"),
    virtualBytes: sum("status", "VmSize"),
  };
}

/** Fields of `/proc/<pid>/stat` after the name, counted from 0. */
const PARENT = 1;
const UTIME = 11;
const CUTIME = 13;

interface Process {
  readonly pid: number;
  readonly fields: readonly string[];
}

const systemProcesses: ProcessFiles = {
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  read: readSystemFile,
};

/** The process and its descendants, parents first. Not every kernel lists children, so all processes are asked. */
function processTree(root: number, files: ProcessFiles): Process[] {
  const all = files
    .list("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): Process[] => {
      const stat = files.read(`/proc/${name}/stat`);
      // The second field is the program's name in parentheses and may hold anything.
      return stat === undefined
        ? []
        : [{ pid: Number(name), fields: stat.slice(stat.lastIndexOf(")") + 2).split(" ") }];
    });
  const tree = all.filter(({ pid }) => pid === root);
  for (const parent of tree) {
    tree.push(...all.filter(({ pid, fields }) => Number(fields[PARENT]) === parent.pid && pid !== root));
  }
  return tree;
}

function threadsCpuMs(pid: number, files: ProcessFiles): number {
  return files.list(`/proc/${pid}/task`).reduce((totalMs, thread) => {
    const schedstat = files.read(`/proc/${pid}/task/${thread}/schedstat`);
    return totalMs + (schedstat === undefined ? 0 : Number(schedstat.split(" ")[0]) / 1e6);
  }, 0);
}

function kilobytes(text: string | undefined, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(text ?? "")?.[1] ?? 0);
}
