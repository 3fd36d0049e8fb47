import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findJupyter, prepareJupyter } from "../../lib/jupyter/jupyter-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "state"));
  vi.stubEnv("JUPYTER_PATH", "/of-the-reader");
});
afterEach(() => vi.unstubAllEnvs());

async function command(name: string, lines: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${lines}\n`);
  await chmod(file, 0o755);
  return file;
}

it("leads a Jupyter that it is given to our kernel, beside the kernels of its own", async () => {
  const file = await command("jupyter", "echo 4.1.2");
  const found = await findJupyter(file);
  const dataFolder = path.join(folder, "state", "jupyter");
  expect(found).toEqual({ file, version: "4.1.2", env: { JUPYTER_PATH: `${dataFolder}:/of-the-reader` } });
  const spec = await readFile(path.join(dataFolder, "kernels", "interleave-tslab", "kernel.json"), "utf8");
  expect(JSON.parse(spec).argv).toContain("{connection_file}");
});

it("takes the Jupyter that the environment names", async () => {
  const file = await command("jupyter", "echo 4.1.2");
  vi.stubEnv("INTERLEAVE_JUPYTER", file);
  expect(await findJupyter()).toMatchObject({ file });
});

it("says what is wrong with one that is not there, or has no JupyterLab", async () => {
  expect(await findJupyter("/nowhere/jupyter")).toEqual({
    missing: "there is no Jupyter at /nowhere/jupyter",
  });
  const bare = await command("bare", "echo 'Jupyter command `jupyter-lab` not found.' >&2; exit 1");
  expect(await findJupyter(bare)).toEqual({
    missing: `${bare} has no JupyterLab: Jupyter command \`jupyter-lab\` not found.`,
  });
});

it("asks for a newer Python before it installs anything", async () => {
  await command("python3", 'echo 3.9.2; echo "$0"');
  vi.stubEnv("PATH", folder);
  expect(await prepareJupyter()).toEqual({
    missing: "JupyterLab needs Python 3.10 or newer, and python3 is 3.9.2",
  });
});
