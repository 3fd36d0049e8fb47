import { expect, vi } from "vitest";
import type { ProgramCommand } from "../../lib/program.js";
import { startProgram } from "../peers/run-program.js";
import { descendantsOf, stillRunning } from "./descendants.js";

/** That the two workers of a server end when the program that started them is killed. */
export async function expectWorkersToEndWithPrimary(
  command: ProgramCommand,
  argument: object,
): Promise<void> {
  const { child, ended } = startProgram(command, { ...argument, workers: 2 });
  await new Promise((resolve) => child.stdout!.once("data", resolve));
  const workers = descendantsOf(child.pid!);
  expect(workers).toHaveLength(2);
  child.kill("SIGKILL");
  await ended;
  await vi.waitFor(() => expect(stillRunning(workers)).toEqual([]), { timeout: 20_000 });
}
