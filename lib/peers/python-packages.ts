import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import lockfile from "proper-lockfile";
import { libraryFolder, projectFolder } from "../paths.js";
import type { MissingProgram } from "../program.js";
import type { PeerOptions } from "./peer.js";
import { askPython, type Runtime } from "./runtime.js";
import { runTool } from "./tool.js";

/** The packages that the programs import themselves; the rest of `requirements.txt` is what these need. */
export const packageNames = ["requests", "aiohttp", "gevent"] as const;

/** The folder of the Python programs. */
export const pythonFolder = path.join(libraryFolder, "peers", "python");

/** The project's own virtual environment, which other parts of the project may add to. */
export const environmentFolder = path.join(projectFolder, ".venv");

const INSTALL_LIMIT_MS = 600_000;

/** A process that installs refreshes its lock all the time; one that has not for so long is gone. */
const LOCK_STALE_MS = 20_000;
const LOCK_POLL_MS = 500;

/**
 * Makes the virtual environment and installs the packages, unless it has them already. What else the environment
 * holds stays. Of several callers, in any process, one installs and the others wait for it.
 *
 * @param python makes the environment where there is none that works
 * @returns the environment's interpreter
 */
export async function preparePackages(
  python: Runtime,
  { onProgress, signal }: PeerOptions,
  folder = environmentFolder,
): Promise<Runtime | MissingProgram> {
  const ready = await findPackages(folder);
  if (ready) return ready;
  await mkdir(folder, { recursive: true });
  const release = await lockfile.lock(folder, {
    lockfilePath: path.join(folder, "interleave-peers.lock"),
    stale: LOCK_STALE_MS,
    retries: { retries: INSTALL_LIMIT_MS / LOCK_POLL_MS, factor: 1, minTimeout: LOCK_POLL_MS },
  });
  try {
    // Whoever held the lock before may have done the work.
    return (await findPackages(folder)) ?? (await install(python, folder, { onProgress, signal }));
  } finally {
    await release();
  }
}

/** The environment's interpreter, when it has exactly the packages asked for; changes nothing. */
export async function findPackages(folder = environmentFolder): Promise<Runtime | null> {
  const stamp = await readFile(stampFile(folder), "utf8").catch(() => null);
  if (stamp === null) return null;
  const interpreter = await askPython(interpreterFile(folder));
  return "file" in interpreter && stamp === (await stampOf(interpreter)) ? interpreter : null;
}

async function install(
  python: Runtime,
  folder: string,
  { onProgress, signal }: PeerOptions,
): Promise<Runtime | MissingProgram> {
  onProgress?.(`installing the Python packages ${packageNames.join(", ")}`);
  const run = (file: string, args: readonly string[]) =>
    runTool(file, args, { limitMs: INSTALL_LIMIT_MS, signal });
  const failed = (why: string) => ({
    missing: `the Python packages ${packageNames.join(", ")} could not be installed: ${why}`,
  });

  const file = interpreterFile(folder);
  if ((await run(file, ["-m", "pip", "--version"])).failure !== undefined) {
    const { failure } = await run(python.file, ["-m", "venv", folder]);
    if (failure !== undefined) return failed(failure);
  }
  const requirements = path.join(pythonFolder, "requirements.txt");
  // One retry: without a network a person should not wait for many.
  const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1"];
  const { failure } = await run(file, ["-m", "pip", "install", ...options, "-r", requirements]);
  if (failure !== undefined) return failed(failure);

  const interpreter = await askPython(file);
  if ("missing" in interpreter) return failed(interpreter.missing);
  const unfinished = `${stampFile(folder)}.${process.pid}`;
  await writeFile(unfinished, await stampOf(interpreter));
  await rename(unfinished, stampFile(folder));
  return interpreter;
}

/** Changes with the requirements, and with the interpreter, since each of its versions has packages of its own. */
async function stampOf({ version }: Runtime): Promise<string> {
  const requirements = await readFile(path.join(pythonFolder, "requirements.txt"));
  return createHash("sha256").update(requirements).update(version.text).digest("hex");
}

function stampFile(folder: string): string {
  return path.join(folder, "interleave-peers.stamp");
}

function interpreterFile(folder: string): string {
  return path.join(folder, "bin", "python");
}
