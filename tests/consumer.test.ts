import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../lib/paths.js";

// The declarations of the library and of all that they drag along are checked too: no option hides their errors.
it("a strict ES module of today compiles against the built library, with the types that it expects", () => {
  const compiler = path.join(projectFolder, "node_modules", "typescript", "bin", "tsc");
  const consumer = path.join(projectFolder, "tests", "fixtures", "consumer");
  const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", consumer], { encoding: "utf8" });
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
}, 120_000);
