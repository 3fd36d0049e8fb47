import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { messageOf, UsageError } from "@interleave/lib/dist/errors.js";

/**
 * Makes a folder, with those above it, unless it is there.
 *
 * @throws UsageError when it cannot be made or written to
 */
export async function expectWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (thrown) {
    throw new UsageError(
      `Expected to write in ${folder}, got "${messageOf(thrown)}". Try --out with another folder.`,
    );
  }
}
