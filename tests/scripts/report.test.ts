import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { writeResultFile } from "../../lib/store/write-result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("renders what the results hold, and says where", async () => {
  const folder = await temporaryFolder();
  await writeResultFile(path.join(folder, "results"), syntheticResult());
  const out = path.join(folder, "reports");
  const end = await runScript("report", ["--results", path.join(folder, "results"), "--out", out]);
  expect(end).toMatchObject({ code: 0, stderr: "" });
  expect(end.stdout.trim().endsWith(path.join("reports", "index.html"))).toBe(true);
  expect(await readFile(path.join(out, "index.html"), "utf8")).toContain("test-machine");
});

describe("bad input is told in a sentence, and nothing is written", () => {
  async function refused(args: readonly string[], folder: string): Promise<string> {
    const out = path.join(folder, "reports");
    const { code, stdout, stderr } = await runScript("report", ["--out", out, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).not.toMatch(/^ +at /m);
    return stderr;
  }

  it("a folder that does not exist", async () => {
    const folder = await temporaryFolder();
    const missing = path.join(folder, "none");
    expect(await refused(["--results", missing], folder)).toMatch(
      /^Expected a folder of results at .*none, got .* Try/,
    );
  });

  it("a machine without results", async () => {
    const folder = await temporaryFolder();
    await writeResultFile(path.join(folder, "results"), syntheticResult());
    const args = ["--results", path.join(folder, "results"), "--machines", "other"];
    expect(await refused(args, folder)).toMatch(/got `other` \(string\); the results are of test-machine/);
  });

  it("a results file that is not JSON", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "results", "m"), { recursive: true });
    await writeFile(path.join(folder, "results", "m", "catch-em-all.json"), "{");
    expect(await refused(["--results", path.join(folder, "results")], folder)).toMatch(
      /^Expected JSON in .* Try/s,
    );
  });

  it("a file in the place of the folder to write to", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "results"));
    await writeFile(path.join(folder, "reports"), "");
    expect(await refused(["--results", path.join(folder, "results")], folder)).toMatch(
      /^Expected to write in .*reports, got .* Try --out/,
    );
  });
});
