import { describe, expect, it } from "vitest";
import { type ProcessFiles, treeCpuMs, treeMemory } from "../../lib/measure/process-tree.js";

/** Linux as it would look with a server 10, its child 11 and grandchild 12, and a stranger 20. */
function linux(files: Readonly<Record<string, string>>): ProcessFiles {
  return {
    list(folder) {
      const names = Object.keys(files).filter((file) => file.startsWith(`${folder}/`));
      return [...new Set(names.map((file) => file.slice(folder.length + 1).split("/")[0]!))];
    },
    read: (file) => files[file],
  };
}

/** A line of `stat`: the parent is its 4th field, user and system ticks the 14th to 17th. */
function stat(pid: number, name: string, parent: number, ticks: readonly number[]): string {
  return `${pid} (${name}) S ${parent} 1 1 0 -1 0 0 0 0 0 ${ticks.join(" ")} 20 0 1 0 100`;
}

const memory = (residentKb: number, proportionalKb: number, virtualKb: number) => ({
  status: `Name:\tx\nVmSize:\t${virtualKb} kB\nVmRSS:\t${residentKb} kB\n`,
  smaps: `Rss: 1 kB\nPss:        ${proportionalKb} kB\nPss_Anon: 7 kB\n`,
});

const server = memory(2_000, 1_000, 50_000);
const child = memory(1_000, 500, 40_000);
const system = linux({
  "/proc/meminfo": "",
  "/proc/10/stat": stat(10, "a) server (", 1, [3, 1, 0, 0]),
  "/proc/10/task/10/schedstat": "40500000 0 0",
  "/proc/10/task/13/schedstat": "2000000 0 0",
  "/proc/10/status": server.status,
  "/proc/10/smaps_rollup": server.smaps,
  "/proc/11/stat": stat(11, "child", 10, [50, 20, 10, 5]),
  "/proc/11/task/11/schedstat": "100000000 0 0",
  "/proc/11/status": child.status,
  "/proc/11/smaps_rollup": child.smaps,
  "/proc/12/stat": stat(12, "grandchild", 11, [0, 0, 0, 0]),
  "/proc/12/task/12/schedstat": "1000000 0 0",
  "/proc/20/stat": stat(20, "stranger", 1, [99, 99, 0, 0]),
  "/proc/20/task/20/schedstat": "990000000 0 0",
});

describe("the processor time of a process tree", () => {
  it("adds up living threads exactly, ended threads in ticks, and children that were waited for", () => {
    const ofServer = 42.5;
    const ofChildWithEndedThreads = 700 + 150;
    const ofGrandchild = 1;
    expect(treeCpuMs(10, system)).toBeCloseTo(ofServer + ofChildWithEndedThreads + ofGrandchild, 9);
  });

  it("is not known of a process that is not there", () => {
    expect(treeCpuMs(99, system)).toBeUndefined();
  });
});

it("adds up each kind of memory over the tree", () => {
  expect(treeMemory(10, system)).toEqual({
    processCount: 3,
    residentBytes: 3_000 * 1024,
    proportionalBytes: 1_500 * 1024,
    virtualBytes: 90_000 * 1024,
  });
});
