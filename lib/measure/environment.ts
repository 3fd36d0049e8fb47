import { existsSync, readFileSync } from "node:fs";
import { freemem, loadavg, release } from "node:os";
import path from "node:path";
import { shown, UsageError } from "../errors.js";
import { libraryFolder, projectFolder } from "../paths.js";
import { AS_PUBLISHED, MACHINE_ID_PATTERN, slug } from "../store/machine-id.js";
import type { Machine, Provenance } from "../store/result.js";
import { fingerprintOf, fingerprintSlug, type Host, thisHost } from "./fingerprint.js";
import { gitState } from "./git-state.js";
import { readSystemFile } from "./system-file.js";

/**
 * Describes the machine that this process runs on. Its id is the name given, or a slug of the fingerprint; never the
 * name of the host.
 *
 * @throws {UsageError} for a name that is no machine id.
 */
export function describeMachine(name?: string, host: Host = thisHost()): Machine {
  const fingerprint = fingerprintOf(host);
  return {
    id: name === undefined ? fingerprintSlug(fingerprint) : checkMachineName(name),
    fingerprint,
    volatile: {
      freeMemoryBytes: freemem(),
      load: Math.round(loadavg()[0]! * 100) / 100,
      cpuGovernor: readSystemFile("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")?.trim() ?? null,
    },
  };
}

/**
 * A name given for a machine, checked: it names a folder of `results/`.
 *
 * @throws {UsageError} for a name that is no machine id, or that the published figures have.
 */
export function checkMachineName(name: string): string {
  if (name === AS_PUBLISHED) {
    throw new UsageError(
      `Expected a machine name other than \`${AS_PUBLISHED}\`, which stands for the figures that the documents print. Try another.`,
    );
  }
  if (new RegExp(MACHINE_ID_PATTERN).test(name)) return name;
  throw new UsageError(
    `Expected a machine name of lower-case letters and digits joined by \`-\` or \`.\`, 64 characters at most, got ${shown(name)}. Try \`${slug(name) || "my-machine"}\`.`,
  );
}

/**
 * Describes the code of a run that ends now: its commit, and the versions of what it ran on.
 *
 * @param startedAt when the run began.
 * @param peerVersions of further runtimes and their packages, by name.
 */
export async function describeProvenance(
  startedAt: Date,
  peerVersions: Readonly<Record<string, string>> = {},
): Promise<Provenance> {
  return {
    ...(await gitState(projectFolder)),
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    versions: { ...ownVersions(), ...peerVersions },
  };
}

/** The versions of this process's runtime, of the kernel, and of the libraries that take part in what is measured. */
export function ownVersions(): Record<string, string> {
  const libraries = ["undici", "tslab"].flatMap((name) => {
    const version = installedVersion(name);
    return version === null ? [] : [[name, version] as const];
  });
  const { node, v8, uv, openssl } = process.versions;
  return { node, v8: v8!, uv: uv!, openssl: openssl!, kernel: release(), ...Object.fromEntries(libraries) };
}

/** Reads the manifest itself, because a package may hide it behind its `exports`. */
function installedVersion(name: string): string | null {
  for (const folder of [libraryFolder, projectFolder]) {
    const manifest = path.join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).version;
  }
  return null;
}
