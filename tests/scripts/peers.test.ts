import { symlink } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("says of each language that is missing how to get it, and counts that as no failure", async () => {
  const folder = await temporaryFolder();
  await symlink(process.execPath, path.join(folder, "node"));
  const { code, stdout } = await runScript("peers", [], { PATH: folder, INTERLEAVE_STATE: folder });
  expect(code).toBe(0);
  for (const [title, command, place] of [
    ["Go", "Go", "https://go.dev/dl"],
    ["Python", "python3", "https://www.python.org"],
    ["PyPy", "pypy3", "https://pypy.org"],
  ]) {
    expect(stdout).toContain(`${title}: not measured here: no ${command} on PATH\n`);
    expect(stdout).toContain(place);
  }
});
