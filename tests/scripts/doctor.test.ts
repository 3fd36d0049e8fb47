import { hostname } from "node:os";
import { expect, it } from "vitest";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("npm run doctor names what is missing and how to get it, fits 80 columns, and never says the host's name", async () => {
  const env = { INTERLEAVE_STATE: await temporaryFolder(), PATH: "/nonexistent" };
  const [end, json] = await Promise.all([runScript("doctor", [], env), runScript("doctor", ["--json"], env)]);
  expect(end).toMatchObject({ code: 0, stderr: "" });
  const text = end.stdout.replace(/\s+/g, " ");
  for (const words of ["Go 1.19 or newer", "apt install pypy3", "apt install wrk"])
    expect(text).toContain(words);
  // The project's own folder may have them already.
  expect(text).toMatch(/ok Python packages requests|npm run peers/);
  expect(end.stdout).not.toContain("\u001b");
  expect(
    end.stdout
      .split("\n")
      .slice(1)
      .filter((line) => line.length > 80),
  ).toEqual([]);

  const report = JSON.parse(json.stdout);
  expect(report.machine.fingerprint.coreCount).toBeGreaterThan(0);
  expect(report.tools.find((finding: { topic: string }) => finding.topic === "Go").found).toBe("not found");
  // A host may be called by a word that the text has anyway, such as "vm".
  const name = hostname().length > 4 ? hostname() : "hostname";
  for (const text of [end.stdout, json.stdout]) expect(text).not.toContain(name);
});
