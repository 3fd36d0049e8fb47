import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addOutput, type CellOutput } from "../../lib/jupyter/cell-outputs.js";
import { Kernel } from "../../lib/jupyter/kernel.js";
import { projectFolder } from "../../lib/paths.js";

let folder: string;
let kernel: Kernel;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-changed-library-"));
  await mkdir(path.join(folder, "node_modules"));
  const types = path.join("node_modules", "@types");
  await symlink(path.join(projectFolder, types), path.join(folder, types));
  kernel = await Kernel.start({ cwd: folder });
});
afterAll(async () => {
  await kernel.shutdown();
  await rm(folder, { recursive: true });
});

async function writePackage(name: string, declarations: string, code: string): Promise<void> {
  const packageFolder = path.join(folder, "node_modules", name);
  await rm(packageFolder, { recursive: true, force: true });
  await mkdir(packageFolder, { recursive: true });
  const manifest = JSON.stringify({ name, version: "1.0.0", main: "index.js", types: "index.d.ts" });
  await writeFile(path.join(packageFolder, "package.json"), manifest);
  await writeFile(path.join(packageFolder, "index.d.ts"), declarations);
  await writeFile(path.join(packageFolder, "index.js"), code);
}

async function printedBy(cell: string): Promise<string> {
  const outputs: CellOutput[] = [];
  const reply = await kernel.execute(cell, {
    onPublished: (message) => addOutput(outputs, message, new Map()),
  });
  if (reply.status !== "ok") return (reply.traceback as string[]).join("\n");
  return outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
}

/** Watchers of files report within milliseconds, those of folders within a second. */
const NOTICED_MS = 1500;

it("stays as the kernel loaded it when it is built anew", async () => {
  await writePackage("built", "export declare const answer: number;", "exports.answer = 42;");
  expect(await printedBy('import { answer } from "built"; console.log(answer);')).toBe("42\n");

  await writePackage("built", "export declare const renamed: string;", 'exports.renamed = "new";');
  await new Promise((resolve) => setTimeout(resolve, NOTICED_MS));
  expect(await printedBy("console.log(answer.toFixed(1));")).toBe("42.0\n");
  expect(await printedBy('import * as built from "built"; console.log(built.answer);')).toBe("42\n");
});

it("is found by the next cell once it is there", async () => {
  const cell = 'import { late } from "late"; console.log(late);';
  expect(await printedBy(cell)).toContain("Cannot find module 'late'");
  await writePackage("late", "export declare const late: number;", "exports.late = 1;");
  expect(await printedBy(cell)).toBe("1\n");
});

it("lets cells declare modules of their own", async () => {
  expect(await printedBy("/** @module shapes */ export const sides = 3;")).toBe("");
  expect(await printedBy('import { sides } from "./shapes"; console.log(sides);')).toBe("3\n");
});
