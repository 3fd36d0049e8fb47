import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { projectFolder } from "../../lib/paths.js";
import { writeResultFile } from "../../lib/store/write-result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { Script } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("ends a report on Ctrl-C with 130, and writes no file of it", async () => {
  const folder = await temporaryFolder();
  const out = path.join(folder, "reports");
  await writeResultFile(path.join(folder, "results"), syntheticResult());
  const report = new Script("report", ["--results", path.join(folder, "results"), "--out", out]);
  // Made just before the rendering, which takes long enough to be interrupted.
  await vi.waitFor(() => expect(existsSync(out)).toBe(true), { timeout: 30_000, interval: 2 });
  report.process.kill("SIGINT");
  expect(await report.ended).toMatchObject({ code: 130, stdout: "" });
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  expect(entries.filter((entry) => entry.isFile())).toEqual([]);
});

it("ends a command with 130 that was interrupted while it computed, though it saw nothing of it", async () => {
  const module = pathToFileURL(path.join(projectFolder, "scripts", "dist", "run-command.js"));
  const program = `
    import { Command } from "commander";
    import { runCommand } from ${JSON.stringify(module.href)};
    await runCommand(new Command("computes"), async () => {
      process.kill(process.pid, "SIGINT");
      for (const end = Date.now() + 50; Date.now() < end;);
      return 0;
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: projectFolder,
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  expect(await once(child, "exit")).toEqual([130, null]);
});
