import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ProgramCommand } from "../../lib/program.js";

/** A program of `tests/fixtures/programs`. */
export function fixtureProgram(name: string): ProgramCommand {
  return { file: process.execPath, args: [fixtureFile(name)] };
}

export function fixtureFile(name: string): string {
  return fileURLToPath(new URL(`../fixtures/programs/${name}`, import.meta.url));
}

/** Command lines of the processes alive that hold `marker`; zombies have none. */
export function processesWith(marker: string): string[] {
  const lines = execFileSync("ps", ["-eo", "stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(marker) && !line.startsWith("Z"));
}

/** Waits until no process holds `marker`, at most 10 s. */
export async function untilGone(marker: string): Promise<string[]> {
  for (let attempt = 0; attempt < 200 && processesWith(marker).length > 0; attempt++) await delay(50);
  return processesWith(marker);
}
