import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { projectFolder } from "../../lib/paths.js";
import { handDownRuntimes } from "../../lib/peers/peer.js";

/**
 * Vitest's global set-up: one state folder for all tests, outside the project, so that no Go program is built more
 * than once. Those that `npm run peers` has built are taken over: a build's folder is named after all that it was
 * made from. A test that looks into its state, or kills what writes to it, stubs `INTERLEAVE_STATE` with its own.
 */
export default async function shareState(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interleave-state-"));
  const builds = path.join(folder, "peers", "go");
  await mkdir(builds, { recursive: true });
  const earlier = path.join(projectFolder, ".interleave", "peers", "go");
  for (const name of await readdir(earlier).catch(() => [])) {
    await symlink(path.join(earlier, name), path.join(builds, name), "dir");
  }
  process.env.INTERLEAVE_STATE = folder;
  await handDownRuntimes();
  // Tests talk to this machine alone; certificates to trust besides cost every Node process 60 ms to read.
  delete process.env.NODE_EXTRA_CA_CERTS;
  return () => rm(folder, { recursive: true, force: true });
}
