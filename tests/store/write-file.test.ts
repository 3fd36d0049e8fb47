import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { libraryFolder } from "../../lib/paths.js";
import { writeFileAtomically } from "../../lib/store/write-file.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("leaves a file as it was where the signal aborts before the new one is in its place", async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, "file");
  await writeFileAtomically(file, "old");
  const interruption = new AbortController();
  const writing = writeFileAtomically(file, "new", interruption.signal);
  interruption.abort(new Error("stop"));
  await expect(writing).rejects.toThrow("stop");
  expect(await readFile(file, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["file"]);
});

it("leaves nothing of a file behind that a process did not get to write before it exited", async () => {
  const folder = await temporaryFolder();
  const module = pathToFileURL(path.join(libraryFolder, "dist", "store", "write-file.js"));
  const program = `
    import { readdirSync } from "node:fs";
    import { writeFileAtomically } from ${JSON.stringify(module.href)};
    const folder = ${JSON.stringify(folder)};
    void writeFileAtomically(folder + "/file", "x".repeat(2 ** 27));
    const look = () => (readdirSync(folder).some((name) => name.endsWith(".part")) ? process.exit(130) : setImmediate(look));
    look();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  expect(await once(child, "exit")).toEqual([130, null]);
  expect(await readdir(folder)).toEqual([]);
});
