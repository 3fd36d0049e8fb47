import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A new folder outside the project, removed when the running test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interleave-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
