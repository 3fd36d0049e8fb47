/** The peers: programs in Go and Python under the same contract as ours, where this machine can run them. */
import { existsSync } from "node:fs";
import path from "node:path";
import { shown, UsageError } from "../errors.js";
import { stateFolder } from "../paths.js";
import type { MissingProgram, ProgramCommand } from "../program.js";
import { findGo, findPypy, findPython, type Runtime } from "../toolchain/runtime.js";
import { runTool } from "../toolchain/tool.js";
import { buildGoProgram } from "./go-build.js";
import { findPackages, packageNames, preparePackages, pythonFolder } from "./python-packages.js";

export interface PeerOptions {
  /** Called with a sentence before work that takes seconds: "building the Go program fetch-serial". */
  readonly onProgress?: ((sentence: string) => void) | undefined;
  /** Ends a build or an installation under way; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface GoOptions extends PeerOptions {
  /**
   * Builds it with Go's race detector, which needs a C compiler. A program that the detector finds fault with then
   * says so on standard error, and ends as it would without. Default: false.
   */
  readonly raceDetector?: boolean;
}

export interface PythonOptions extends PeerOptions {
  /** Whether the program imports packages beyond the standard library, which then come from `.venv`. */
  readonly packages: boolean;
}

const LANGUAGES = ["go", "python", "pypy"] as const;
export type PeerLanguage = (typeof LANGUAGES)[number];

/** The variable in which a process hands what it has found down to those that it starts. */
const HANDED_DOWN = "INTERLEAVE_RUNTIMES";

interface HandedDown {
  /** Where it was looked for. */
  readonly path: string | undefined;
  readonly runtimes: Partial<Record<PeerLanguage, Runtime>>;
  readonly versions: Partial<Record<PeerLanguage, Record<string, string>>>;
}

type Found = ProgramCommand | MissingProgram;

/** Findings of this process: what is missing now will be missing in a moment too. */
const findings = new Map<string, Promise<unknown>>();

/**
 * A program of `lib/peers/go`, built on first use with the Go (1.19 or newer) on the PATH and cached by content.
 *
 * @throws {UsageError} for a program that does not exist
 */
export function goProgram(name: string, options: GoOptions = {}): Promise<Found> {
  const { raceDetector = false } = options;
  return once(`go ${name} ${raceDetector}`, async () => {
    const go = await own.go();
    if ("missing" in go) return go;
    const built = await buildGoProgram(name, go, options);
    if ("missing" in built) return built;
    return { file: built.file, args: [], ...(raceDetector && { env: { GORACE: "exitcode=0" } }) };
  });
}

/**
 * A program of `lib/peers/python` under the python3 (3.8 or newer) on the PATH; with `packages` under the
 * interpreter of `.venv`, which is made on first use.
 *
 * @throws {UsageError} for a program that does not exist
 */
export function pythonProgram(name: string, { packages, ...options }: PythonOptions): Promise<Found> {
  return once(`python ${name} ${packages}`, async () => {
    const script = pythonScript(name);
    const python = await own.python();
    if ("missing" in python) return python;
    return commandOf(packages ? await ownPackages(python, options) : python, script);
  });
}

/**
 * A program of `lib/peers/python` that needs the standard library alone, under the pypy3 on the PATH.
 *
 * @throws {UsageError} for a program that does not exist
 */
export function pypyProgram(name: string): Promise<Found> {
  return once(`pypy ${name}`, async () => {
    const script = pythonScript(name);
    return commandOf(await own.pypy(), script);
  });
}

/**
 * The versions of the runtimes that are found, and of the Python packages that are installed, by name; a missing one
 * has no entry. Builds and installs nothing.
 */
export async function peerVersions(
  languages: readonly PeerLanguage[] = LANGUAGES,
): Promise<Record<string, string>> {
  const wanted = LANGUAGES.filter((language) => languages.includes(language));
  const versions = await Promise.all(
    wanted.map(async (language) => handedDown()?.versions[language] ?? versionsOf(language)),
  );
  return Object.assign({}, ...versions);
}

/**
 * Looks for the runtimes once for all processes that this one starts from now on: each experiment of a run has a
 * process of its own, and asking costs each of them several more. What is missing stays open, since it may be
 * installed meanwhile; under another PATH nothing of it counts.
 */
export async function handDownRuntimes(languages: readonly PeerLanguage[] = LANGUAGES): Promise<void> {
  const down: HandedDown = { path: process.env.PATH, runtimes: {}, versions: {} };
  await Promise.all(
    languages.map(async (language) => {
      const runtime = await own[language]();
      if ("missing" in runtime) return;
      down.runtimes[language] = runtime;
      const versions = await versionsOf(language);
      // A run may still install packages that are not there yet.
      if (language !== "python" || packageNames.every((name) => name in versions)) {
        down.versions[language] = versions;
      }
    }),
  );
  process.env[HANDED_DOWN] = JSON.stringify(down);
}

function handedDown(): HandedDown | undefined {
  const text = process.env[HANDED_DOWN];
  if (text === undefined) return undefined;
  const down: HandedDown = JSON.parse(text);
  return down.path === process.env.PATH ? down : undefined;
}

async function versionsOf(language: PeerLanguage): Promise<Record<string, string>> {
  const [runtime, packaged] = await Promise.all([
    own[language](),
    language === "python" ? findPackages() : null,
  ]);
  const versions: Record<string, string> = {};
  if ("file" in runtime)
    versions[language] = language === "pypy" ? await pypyVersion(runtime) : runtime.version.text;
  if (packaged) Object.assign(versions, await packagesOf(packaged));
  return versions;
}

function commandOf(interpreter: Runtime | MissingProgram, script: string): Found {
  if ("missing" in interpreter) return interpreter;
  // Compiled modules are kept, as they are for most people: compiling them anew would slow every start.
  return { file: interpreter.file, args: [script], env: { PYTHONDONTWRITEBYTECODE: "" } };
}

function pythonScript(name: string): string {
  const script = path.join(pythonFolder, `${name}.py`);
  if (!existsSync(script)) {
    throw new UsageError(
      `expected the name of a Python program, came ${shown(name)}: try one of lib/peers/python`,
    );
  }
  return script;
}

/** The versions of the packages that the interpreter has. */
async function packagesOf(python: Runtime): Promise<Record<string, string>> {
  const question = `
import json, sys
from importlib import metadata
found = {each.metadata["Name"]: each.version for each in metadata.distributions()}
print(json.dumps({name: found[name] for name in sys.argv[1:] if name in found}))`;
  const { stdout, failure } = await runTool(python.file, ["-c", question, ...packageNames], {
    limitMs: 30_000,
  });
  return failure === undefined ? JSON.parse(stdout) : {};
}

/** `7.3.11 (Python 3.9.16)`. */
async function pypyVersion(pypy: Runtime): Promise<string> {
  const question = "import sys; print('.'.join(map(str, sys.pypy_version_info[:3])))";
  const { stdout, failure } = await runTool(pypy.file, ["-c", question], { limitMs: 30_000 });
  return failure === undefined
    ? `${stdout.trim()} (Python ${pypy.version.text})`
    : `Python ${pypy.version.text}`;
}

// Asking costs a process each time, and `python3` on the PATH may be a script that takes longer than the answer.
const own: Readonly<Record<PeerLanguage, () => Promise<Runtime | MissingProgram>>> = {
  go: () => once("go", async () => handedDown()?.runtimes.go ?? findGo()),
  python: () => once("python", async () => handedDown()?.runtimes.python ?? findPython()),
  pypy: () => once("pypy", async () => handedDown()?.runtimes.pypy ?? findPypy()),
};
const ownPackages = (python: Runtime, options: PeerOptions) =>
  once("packages", () => preparePackages(python, options));

/** One search, build or installation for all callers of a process who ask for the same; a failure is forgotten. */
function once<Finding>(what: string, find: () => Promise<Finding>): Promise<Finding> {
  const key = JSON.stringify([what, process.env.PATH, stateFolder()]);
  const known = findings.get(key) as Promise<Finding> | undefined;
  if (known !== undefined) return known;
  const finding = find();
  findings.set(key, finding);
  finding.catch(() => findings.delete(key));
  return finding;
}
