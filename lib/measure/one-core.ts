import type { MissingProgram, ProgramCommand } from "../program.js";
import { findOnPath } from "../toolchain/tool.js";
import { type ReadSystemFile, readSystemFile } from "./system-file.js";

/** Keeps programs, and all that they start, on one core of this machine: the same one for all. */
export interface OneCore {
  readonly core: number;
  pin(command: ProgramCommand): ProgramCommand;
}

/**
 * The last core that this process may use; the first has most of a system's interrupts. It needs `taskset`, which
 * Linux systems have and others do not.
 *
 * @param read for tests
 * @param tools the files that may be `taskset`; for tests
 */
export function findOneCore(
  read: ReadSystemFile = readSystemFile,
  tools: readonly string[] = findOnPath("taskset"),
): OneCore | MissingProgram {
  const [taskset] = tools;
  if (taskset === undefined) return { missing: "no taskset on PATH, which keeps programs on one core" };
  const allowed = /^Cpus_allowed_list:\s*\S*?(\d+)$/m.exec(read("/proc/self/status") ?? "")?.[1];
  if (allowed === undefined) return { missing: "this system does not tell on which cores a program may run" };
  return {
    core: Number(allowed),
    pin: ({ file, args, ...rest }) => ({ ...rest, file: taskset, args: ["-c", allowed, file, ...args] }),
  };
}
