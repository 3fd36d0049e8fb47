import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { shown, UsageError } from "../errors.js";
import { libraryFolder, stateFolder } from "../paths.js";
import type { MissingProgram } from "../program.js";
import type { Runtime } from "../toolchain/runtime.js";
import { runTool } from "../toolchain/tool.js";
import type { GoOptions } from "./peer.js";

/** The module of the Go programs, one folder for each. */
export const goFolder = path.join(libraryFolder, "peers", "go");

const BUILD_LIMIT_MS = 300_000;

/** A build that depends on nothing but the sources and the compiler, and asks no network. */
const environment = { GOPROXY: "off", GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" };

/**
 * Builds a program, unless the same sources were built by the same compiler before.
 *
 * Callers in several processes may build at once: each builds apart, the first to finish puts its build in place.
 *
 * @returns the executable
 * @throws {UsageError} for a program that does not exist
 */
export async function buildGoProgram(
  name: string,
  go: Runtime,
  { onProgress, signal, raceDetector = false }: GoOptions,
): Promise<{ file: string } | MissingProgram> {
  if (!existsSync(path.join(goFolder, name, "main.go"))) {
    const programs = await goProgramNames();
    throw new UsageError(
      `expected the name of a Go program, came ${shown(name)}: try one of ${programs.join(", ")}`,
    );
  }
  const hash = await contentHash(name, go);
  const kind = raceDetector ? `${name}-detected` : name;
  const folder = path.join(stateFolder(), "peers", "go", `${kind}-${hash.slice(0, 16)}`);
  const file = path.join(folder, name);
  if (existsSync(file)) return { file };

  const called = `the Go program ${name}${raceDetector ? " with the race detector" : ""}`;
  onProgress?.(`building ${called}`);
  const unfinished = `${folder}.${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  try {
    // Without the version control stamp, which fails where git is missing or distrusts the folder.
    const args = ["build", "-trimpath", "-buildvcs=false", "-o", path.join(unfinished, name), `./${name}`];
    if (raceDetector) args.splice(1, 0, "-race");
    const { failure } = await runTool(go.file, args, {
      cwd: goFolder,
      // The detector's runtime is written in C, and needs a C compiler.
      env: { ...environment, CGO_ENABLED: raceDetector ? "1" : "0" },
      limitMs: BUILD_LIMIT_MS,
      signal,
    });
    if (failure !== undefined) return { missing: `${called} could not be built: ${failure}` };
    await rename(unfinished, folder).catch((error) => {
      if (!existsSync(file)) throw error;
    });
    return { file };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The programs that there are, each a folder with a `main.go`. */
export async function goProgramNames(): Promise<readonly string[]> {
  const folders = await readdir(goFolder);
  return folders.filter((folder) => existsSync(path.join(goFolder, folder, "main.go"))).sort();
}

/** A hash of the compiler's version and of every file that can change the program: its own and the shared ones. */
async function contentHash(name: string, go: Runtime): Promise<string> {
  const hash = createHash("sha256").update(go.version.text);
  for (const file of ["go.mod", ...(await filesIn("internal")), ...(await filesIn(name))]) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(goFolder, file)));
  }
  return hash.digest("hex");
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(goFolder, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(goFolder, path.join(entry.parentPath, entry.name)))
    .sort();
}
