import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";

/** Of the files that are being written, those beside their places. */
const parts = new Set<string>();

/**
 * Writes a whole file or nothing: beside its place, flushed to the disk, then renamed into it, so that no reader and
 * no crash ever meets half of it. Missing folders are made. A process that exits meanwhile leaves no part behind.
 *
 * @throws the signal's reason where it aborts before the file is in its place; what stood there stays
 */
export async function writeFileAtomically(
  file: string,
  content: string,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${randomUUID()}.part`;
  removeAtExit(beside);
  try {
    const handle = await open(beside, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Only here, after the waits above, has a Ctrl-C been told of that came while the content was computed.
    signal?.throwIfAborted();
    await rename(beside, file);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  } finally {
    parts.delete(beside);
  }
}

function removeAtExit(part: string): void {
  // One listener for all, however many are written at once, and none in a process that writes nothing.
  if (!process.listeners("exit").includes(removeParts)) process.on("exit", removeParts);
  parts.add(part);
}

function removeParts(): void {
  for (const part of parts) rmSync(part, { force: true });
}
