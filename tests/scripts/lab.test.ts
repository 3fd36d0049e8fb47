import { symlink } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("says without Python what else opens the notebooks", async () => {
  const folder = await temporaryFolder();
  await symlink(process.execPath, path.join(folder, "node"));
  const { code, stderr } = await runScript("lab", ["--prepare"], { PATH: folder, INTERLEAVE_STATE: folder });
  expect(code).toBe(1);
  expect(stderr).toContain("No JupyterLab here: no python3 on PATH.\n");
  expect(stderr).toContain("npm run step");
});

it.each([
  [
    ["--port", "80a"],
    "Expected --port to be an integer from 1 to 65535, got `80a` (string). Try --port 8889.",
  ],
  [["--jupyter", "/nowhere/jupyter"], "there is no Jupyter at /nowhere/jupyter. Try `command -v jupyter`"],
])("refuses %j", async (args, sentence) => {
  const { code, stderr } = await runScript("lab", args, { INTERLEAVE_STATE: await temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
