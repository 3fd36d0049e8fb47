import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import {
  dataFolderOf,
  installKernelspec,
  uninstallKernelspec,
  userDataFolder,
} from "../../lib/jupyter/install-kernelspec.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("puts a kernel with absolute paths beside others, and takes away no other", async () => {
  const folder = await temporaryFolder();
  const other = path.join(folder, "kernels", "python3");
  await mkdir(other, { recursive: true });
  await writeFile(path.join(other, "kernel.json"), "{}");

  const file = await installKernelspec(folder);
  await installKernelspec(folder);
  expect(file).toBe(path.join(folder, "kernels", "interleave-tslab", "kernel.json"));
  const { argv, language } = JSON.parse(await readFile(file, "utf8"));
  expect(language).toBe("typescript");
  const paths = argv.filter((part: string) => part.includes(path.sep));
  expect(paths.length).toBeGreaterThanOrEqual(3);
  expect(paths.every(path.isAbsolute)).toBe(true);

  expect(await uninstallKernelspec(folder)).toBe(true);
  expect(await uninstallKernelspec(folder)).toBe(false);
  expect(await readdir(path.join(folder, "kernels"))).toEqual(["python3"]);
});

it("knows where each system keeps a person's kernels", () => {
  expect(userDataFolder({ JUPYTER_DATA_DIR: "/data" }, "linux")).toBe("/data");
  expect(userDataFolder({ XDG_DATA_HOME: "/xdg" }, "linux")).toBe("/xdg/jupyter");
  expect(userDataFolder({}, "linux")).toMatch(/\/\.local\/share\/jupyter$/);
  expect(userDataFolder({}, "darwin")).toMatch(/\/Library\/Jupyter$/);
  expect(userDataFolder({ APPDATA: "/app" }, "win32")).toBe("/app/jupyter");
  expect(dataFolderOf("/venv")).toBe("/venv/share/jupyter");
});
