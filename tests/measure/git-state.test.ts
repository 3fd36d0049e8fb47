import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gitState } from "../../lib/measure/git-state.js";

const gitFound = (() => {
  try {
    return execFileSync("git", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-git-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});
const git = (...args: string[]) => {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
};

describe("gitState", () => {
  it("says why there is no commit without git", async () => {
    vi.stubEnv("PATH", folder);
    expect(await gitState(folder)).toEqual({ commit: null, commitMissing: "no git on PATH", dirty: null });
  });

  describe.skipIf(!gitFound)("with git (skipped without git on PATH)", () => {
    it("says why there is no commit outside a checkout, in another's, and before the first", async () => {
      expect((await gitState(folder)).commitMissing).toBe("the project is not a git checkout");
      git("init");
      expect((await gitState(folder)).commitMissing).toBe("the checkout has no commit yet");
      const inner = path.join(folder, "inner");
      await mkdir(inner);
      expect((await gitState(inner)).commitMissing).toBe("the project is not a git checkout of its own");
    });

    it("tells the commit, and changes but those that a run itself writes", async () => {
      git("init");
      git("commit", "--allow-empty", "-m", "first");
      const commit = git("rev-parse", "HEAD");
      await mkdir(path.join(folder, "results"));
      await writeFile(path.join(folder, "results", "x.json"), "{}");
      expect(await gitState(folder)).toEqual({ commit, dirty: false });
      await writeFile(path.join(folder, "code.js"), "");
      expect(await gitState(folder)).toEqual({ commit, dirty: true });
    });
  });
});
