import type { MissingProgram } from "../program.js";
import { findGo, findPypy, findPython, type Runtime } from "../toolchain/runtime.js";
import { goProgramNames } from "./go-build.js";
import { goProgram, type PeerOptions } from "./peer.js";
import { packageNames, preparePackages } from "./python-packages.js";

/** What this machine has of one language's peers. */
export interface PeerState {
  readonly title: string;
  /** "3.11.7 with requests, aiohttp, gevent"; absent when nothing of the language can run. */
  readonly ready?: string;
  /** What cannot run, a clause each. */
  readonly missing: readonly string[];
  /** How to get it, as a sentence. */
  readonly remedy: string;
}

/**
 * Builds every Go program and installs the Python programs' packages, unless that was done before, so that no run
 * has to wait for it. What is missing is part of the answer, not an error.
 *
 * @throws the signal's reason, when it aborts
 */
export async function preparePeers(options: PeerOptions): Promise<readonly PeerState[]> {
  return [await prepareGo(options), await preparePython(options), await preparePypy()];
}

async function prepareGo(options: PeerOptions): Promise<PeerState> {
  const language = { title: "Go", remedy: "Go 1.19 or newer comes from https://go.dev/dl." };
  const go = await findGo();
  if ("missing" in go) return { ...language, missing: [go.missing] };
  const missing: string[] = [];
  const builds = [
    ...(await goProgramNames()).map((name) => ({ name, raceDetector: false })),
    { name: "race", raceDetector: true },
  ];
  for (const { name, raceDetector } of builds) {
    const built = await goProgram(name, { ...options, raceDetector });
    if ("missing" in built) missing.push(built.missing);
  }
  const ready = `${go.version.text} with ${builds.length - missing.length} of ${builds.length} programs built`;
  return {
    ...language,
    ready,
    missing,
    remedy:
      missing.length > 0
        ? "Another version of Go may build them; the race detector needs a C compiler besides."
        : "",
  };
}

async function preparePython(options: PeerOptions): Promise<PeerState> {
  const title = "Python";
  const python = await findPython();
  if ("missing" in python) {
    const remedy = "Python 3.8 or newer comes with most systems, or from https://www.python.org.";
    return { title, missing: [python.missing], remedy };
  }
  const remedy =
    "The programs that need the standard library alone run. The others need pip and a package index.";
  const packages: Runtime | MissingProgram = await preparePackages(python, options);
  if ("missing" in packages) {
    return { title, ready: python.version.text, missing: [packages.missing], remedy };
  }
  return {
    title,
    ready: `${packages.version.text} with ${packageNames.join(", ")}`,
    missing: [],
    remedy: "",
  };
}

async function preparePypy(): Promise<PeerState> {
  const title = "PyPy";
  const pypy = await findPypy();
  if ("file" in pypy) return { title, ready: `with Python ${pypy.version.text}`, missing: [], remedy: "" };
  const remedy = "It comes as `pypy3` with most systems, or from https://pypy.org.";
  return { title, missing: [pypy.missing], remedy };
}
