import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { fixtureNotebook } from "../support/fixture-notebook.js";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("lists every notebook's parameters with their types, defaults and meanings", async () => {
  const { code, stdout } = await runScript("notebooks", ["--list"]);
  expect(code).toBe(0);
  for (const name of ["01-from-python-to-go", "02-catch-em-all", "03-two-philosophies", "04-fib-server"])
    expect(stdout).toContain(name);
  expect(stdout.match(/^ {2}profile +string +"smoke" +\S/gm)).toHaveLength(4);
  expect(stdout).toMatch(/^ {2}documents +number +0 +how many to fetch/m);
});

it.each([
  [["02", "-p", "docs=3"], /^expected a parameter of .*02-catch-em-all.*, got `docs`.* Try one of: profile/],
  [["02", "03", "-p", "documents=3"], /^expected a parameter of .*03-two-philosophies.*, got `documents`/],
  [
    ["02", "-p", "origin=https://example.com"],
    /^Expected --yes with an --origin that is not on this machine/,
  ],
])("refuses %j before a kernel starts", async (args, sentence) => {
  const end = await runScript("notebooks", [...args, "--out", await temporaryFolder()]);
  expect({ code: end.code, stdout: end.stdout }).toEqual({ code: 2, stdout: "" });
  expect(end.stderr).toMatch(sentence);
});

it("runs a notebook with the parameters, keeps it as executed, and exits by how it failed", async () => {
  const out = await temporaryFolder();
  const args = [fixtureNotebook("parameters-throw"), "-p", "words=7", "--out", out];
  const { code, stdout } = await runScript("notebooks", args);
  expect(code).toBe(4);
  expect(stdout).toMatch(/^\[1\/1\] parameters-throw cell 2\/3 "Words" \d/m);
  expect(stdout).toMatch(/^\[1\/1\] parameters-throw failed after/m);
  expect(stdout).toMatch(
    /parameters-throw\.ipynb:cell\[2\]:line 2: RangeError: 7 words\n {4}throw new RangeError/,
  );
  const executed = JSON.parse(await readFile(path.join(out, "parameters-throw.ipynb"), "utf8"));
  expect(executed.cells.at(-1).outputs).toMatchObject([{ output_type: "error", evalue: "7 words" }]);
});

it("checks notebooks without a kernel, and exits with 1 for what it finds", async () => {
  const { code, stdout } = await runScript("notebooks-check", [fixtureNotebook("leftovers")]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/leftovers\.ipynb:cell\[0\]: expected no outputs, got 1/);
  expect(stdout).toMatch(/^1 notebook: 4 problems$/m);
});
