import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { promisify } from "node:util";
import type { Provenance } from "../store/result.js";
import { withoutLocalPaths } from "./stderr-extract.js";

/** Which code was measured. */
export type GitState = Pick<Provenance, "commit" | "commitMissing" | "dirty">;

/**
 * The commit of a checkout, and whether its files differ from it. What a run itself writes, `results/` and
 * `reports/`, does not count. Never rejects: where there is no commit, the reason is told.
 */
export async function gitState(folder: string): Promise<GitState> {
  try {
    const root = await git(folder, "rev-parse", "--show-toplevel");
    if ((await realpath(root)) !== (await realpath(folder)))
      return missing("the project is not a git checkout of its own");
    const commit = await git(folder, "rev-parse", "--verify", "HEAD");
    const changes = await git(folder, "status", "--porcelain", "--", ".", ":!results", ":!reports");
    return { commit, dirty: changes !== "" };
  } catch (thrown) {
    const { code, stderr = "" } = thrown as { code?: unknown; stderr?: string };
    if (code === "ENOENT") return missing("no git on PATH");
    if (/not a git repository/.test(stderr)) return missing("the project is not a git checkout");
    if (/single revision/.test(stderr)) return missing("the checkout has no commit yet");
    return missing(`git failed: ${withoutLocalPaths(stderr.trim().split("\n")[0] ?? "")}`);
  }
}

function missing(commitMissing: string): GitState {
  return { commit: null, commitMissing, dirty: null };
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" };
  const { stdout } = await promisify(execFile)("git", args, { cwd: folder, env });
  return stdout.trim();
}
