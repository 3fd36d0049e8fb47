import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import lockfile from "proper-lockfile";
import { projectFolder } from "../paths.js";
import type { MissingProgram } from "../program.js";
import { sleepFor } from "../sleep-for.js";
import { askPython, type Runtime } from "./runtime.js";
import { runTool } from "./tool.js";

/** Python packages that a part of the project installs together. */
export interface PackageSet {
  /** Names the set's stamp in the environment. */
  readonly id: string;
  /** As a sentence has it: "the Python packages requests, aiohttp, gevent". */
  readonly title: string;
  /** The pip requirements, every version pinned. */
  readonly requirementsFile: string;
}

export interface InstallOptions {
  /** Called with a sentence before work that takes seconds. */
  readonly onProgress?: ((sentence: string) => void) | undefined;
  /** Ends an installation under way, and the wait for another's; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The project's own virtual environment, which its parts share. */
export const environmentFolder = path.join(projectFolder, ".venv");

const INSTALL_LIMIT_MS = 600_000;

/** A process that installs refreshes its lock all the time; one that has not for so long is gone. */
const LOCK_STALE_MS = 20_000;
const LOCK_POLL_MS = 500;

/**
 * Makes the virtual environment and installs the packages, unless it has them already. What else the environment
 * holds stays. Of several callers, in any process and for any set, one installs and the others wait for it.
 *
 * @param python makes the environment where there is none that works
 * @returns the environment's interpreter
 */
export async function preparePackageSet(
  python: Runtime,
  set: PackageSet,
  options: InstallOptions,
  folder = environmentFolder,
): Promise<Runtime | MissingProgram> {
  const ready = await findPackageSet(set, folder);
  if (ready) return ready;
  await mkdir(folder, { recursive: true });
  const release = await lock(folder, options.signal);
  try {
    // Whoever held the lock before may have done the work.
    return (await findPackageSet(set, folder)) ?? (await install(python, set, folder, options));
  } finally {
    await release();
  }
}

/** The environment's interpreter, when it has exactly the packages asked for; changes nothing. */
export async function findPackageSet(set: PackageSet, folder = environmentFolder): Promise<Runtime | null> {
  const stamp = await readFile(stampFile(set, folder), "utf8").catch(() => null);
  if (stamp === null) return null;
  const interpreter = await askPython(interpreterFile(folder));
  return "file" in interpreter && stamp === (await stampOf(set, interpreter)) ? interpreter : null;
}

/** Waits as long as an installation may take; the package's own retries would not heed the signal. */
async function lock(folder: string, signal: AbortSignal | undefined): Promise<() => Promise<void>> {
  const lockfilePath = path.join(folder, "interleave.lock");
  for (let retriesLeft = INSTALL_LIMIT_MS / LOCK_POLL_MS; ; retriesLeft--) {
    signal?.throwIfAborted();
    try {
      return await lockfile.lock(folder, { lockfilePath, stale: LOCK_STALE_MS });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ELOCKED" || retriesLeft === 0) throw thrown;
    }
    await sleepFor(LOCK_POLL_MS, signal);
  }
}

async function install(
  python: Runtime,
  set: PackageSet,
  folder: string,
  { onProgress, signal }: InstallOptions,
): Promise<Runtime | MissingProgram> {
  onProgress?.(`installing ${set.title}`);
  const run = (file: string, args: readonly string[]) =>
    runTool(file, args, { limitMs: INSTALL_LIMIT_MS, signal });
  const failed = (why: string) => ({ missing: `${set.title} could not be installed: ${why}` });

  const file = interpreterFile(folder);
  if ((await run(file, ["-m", "pip", "--version"])).failure !== undefined) {
    const { failure, stdout } = await run(python.file, ["-m", "venv", folder]);
    if (failure !== undefined) return failed(venvFailure(`${stdout}\n${failure}`) ?? failure);
  }
  // One retry: without a network a person should not wait for many.
  const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1"];
  const { failure } = await run(file, ["-m", "pip", "install", ...options, "-r", set.requirementsFile]);
  if (failure !== undefined) return failed(indexFailure(failure) ?? failure);

  const interpreter = await askPython(file);
  if ("missing" in interpreter) return failed(interpreter.missing);
  const unfinished = `${stampFile(set, folder)}.${process.pid}`;
  await writeFile(unfinished, await stampOf(set, interpreter));
  await rename(unfinished, stampFile(set, folder));
  return interpreter;
}

/** Debian and what descends from it leave out what an environment is made with. */
function venvFailure(output: string): string | undefined {
  if (!/ensurepip is not available|No module named '?(venv|ensurepip)/.test(output)) return undefined;
  return "this Python cannot make virtual environments (Debian and Ubuntu have that in the package python3-venv)";
}

/** Pip says the same of an index that does not answer and of one that lacks the version. */
function indexFailure(failure: string): string | undefined {
  if (!/No matching distribution found|Could not find a version/.test(failure)) return undefined;
  return `no package index answered with them (${failure.replace(/^ERROR: /, "pip: ")})`;
}

/** Changes with the requirements, and with the interpreter, since each of its versions has packages of its own. */
async function stampOf({ requirementsFile }: PackageSet, { version }: Runtime): Promise<string> {
  const requirements = await readFile(requirementsFile);
  return createHash("sha256").update(requirements).update(version.text).digest("hex");
}

function stampFile({ id }: PackageSet, folder: string): string {
  return path.join(folder, `interleave-${id}.stamp`);
}

function interpreterFile(folder: string): string {
  return path.join(folder, "bin", "python");
}
