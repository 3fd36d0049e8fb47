import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { codeHash, hashedFiles } from "../../lib/measure/code-hash.js";
import { libraryFolder, projectFolder } from "../../lib/paths.js";

it("codeHash changes with a further file's content", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "interleave-hash-"));
  try {
    const program = path.join(folder, "fetch-serial");
    await writeFile(program, "one");
    const [first, again] = [await codeHash([program]), await codeHash([program])];
    await writeFile(program, "two");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toBe(first);
    expect(await codeHash([program])).not.toBe(first);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("codeHash goes over the table that the origin serves, the peers and the lock file", async () => {
  const files = await hashedFiles();
  for (const file of [
    path.join(libraryFolder, "servers", "origin", "pokemon-898.csv"),
    path.join(libraryFolder, "peers", "go", "go.mod"),
    path.join(projectFolder, "package-lock.json"),
  ]) {
    expect(files).toContain(file);
  }
});
