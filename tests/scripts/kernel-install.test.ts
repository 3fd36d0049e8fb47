import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("installs the kernel for a person or a prefix, and takes it away", async () => {
  const folder = await temporaryFolder();
  const run = (...args: string[]) => runScript("kernel-install", args, { JUPYTER_DATA_DIR: folder });
  const file = path.join(folder, "kernels", "interleave-tslab", "kernel.json");
  expect((await run()).stdout).toContain(`installed as ${file}\n`);
  expect(existsSync(file)).toBe(true);
  expect((await run("--uninstall")).stdout).toBe(`taken away from ${folder}\n`);
  expect(existsSync(file)).toBe(false);
  await run("--prefix", folder);
  expect(existsSync(path.join(folder, "share", "jupyter", "kernels", "interleave-tslab"))).toBe(true);
  expect(await run("--user", "--prefix", folder)).toMatchObject({ code: 2 });
});
