import type { MissingProgram } from "../program.js";
import { findOnPath, runTool } from "./tool.js";
import { isAtLeast, parseVersion, type Version } from "./version.js";

/** A compiler or interpreter found on this machine. */
export interface Runtime {
  readonly file: string;
  readonly version: Version;
}

interface Wanted {
  readonly command: string;
  readonly title: string;
  readonly major: number;
  readonly minor: number;
  readonly question: readonly string[];
  /** Which file to run from now on; by default the one on the PATH. */
  readonly fileOf?: (answer: string) => string | undefined;
}

const QUESTION_LIMIT_MS = 30_000;

/** The version, and on a second line the interpreter itself: the command on the PATH may be a slow shim. */
const pythonQuestion = [
  "-c",
  "import platform, sys; print(platform.python_version()); print(sys.executable)",
];
const executableOf = (answer: string) => answer.trimEnd().split("\n")[1];

const go: Wanted = { command: "go", title: "Go", major: 1, minor: 19, question: ["version"] };
const python: Wanted = {
  command: "python3",
  title: "Python",
  major: 3,
  minor: 8,
  question: pythonQuestion,
  fileOf: executableOf,
};
const pypy: Wanted = { ...python, command: "pypy3", title: "PyPy's Python" };

/** Go 1.19 or newer, the first on the PATH. */
export function findGo(): Promise<Runtime | MissingProgram> {
  return find(go);
}

/** CPython 3.8 or newer, the first on the PATH. */
export function findPython(): Promise<Runtime | MissingProgram> {
  return find(python);
}

/** A PyPy that speaks Python 3.8 or newer, the first on the PATH. */
export function findPypy(): Promise<Runtime | MissingProgram> {
  return find(pypy);
}

/** The interpreter in that file, or why it does not serve. */
export function askPython(file: string): Promise<Runtime | MissingProgram> {
  return ask(file, python);
}

async function find(wanted: Wanted): Promise<Runtime | MissingProgram> {
  let firstProblem: MissingProgram | undefined;
  for (const file of findOnPath(wanted.command)) {
    const answer = await ask(file, wanted);
    if ("file" in answer) return answer;
    firstProblem ??= answer;
  }
  return firstProblem ?? { missing: `no ${wanted.command === "go" ? "Go" : wanted.command} on PATH` };
}

async function ask(file: string, wanted: Wanted): Promise<Runtime | MissingProgram> {
  // Go would otherwise answer for the toolchain that the folder's go.mod asks for.
  const env = { GOTOOLCHAIN: "local" };
  const { stdout, failure } = await runTool(file, wanted.question, { env, limitMs: QUESTION_LIMIT_MS });
  if (failure !== undefined) return { missing: `${wanted.command} on PATH does not run: ${failure}` };
  const version = parseVersion(stdout);
  if (!version) return { missing: `${wanted.command} on PATH does not tell its version` };
  if (!isAtLeast(version, wanted.major, wanted.minor)) {
    return { missing: `${wanted.title} ${version.text} is older than ${wanted.major}.${wanted.minor}` };
  }
  return { file: wanted.fileOf?.(stdout) || file, version };
}
