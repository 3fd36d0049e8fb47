import { describe, expect, it } from "vitest";
import type { PreparedExperiment } from "../../lib/experiments/experiment.js";
import { journalKey } from "../../lib/experiments/journal-key.js";
import type { Settings } from "../../lib/experiments/settings.js";
import { ownVersions } from "../../lib/measure/environment.js";
import { fingerprintOf, type Host, thisHost } from "../../lib/measure/fingerprint.js";

const experiment = { document: "two-philosophies", id: "tasks" } as const;
const settings: Settings = { profile: "quick", seed: 7, peers: [], parameters: {} };
const large = { parameters: { tasks: 100_000 } };
const small = { parameters: { tasks: 1_000 } };
const keyOf = (
  cells: PreparedExperiment["cells"] = { "tasks=100000": large, "tasks=1000": small },
  host?: Host,
) => journalKey(experiment, { parameters: { tasks: 100_000 }, cells }, { settings }, { go: "1.25" }, host);

describe("journalKey", () => {
  it("has the versions of this process's runtime and libraries, beside those of the peers", async () => {
    const { versions } = await keyOf();
    expect(versions).toEqual({ ...ownVersions(), go: "1.25" });
    expect(versions.node).toBe(process.versions.node);
  });

  it("has the machine as it is now, its quota among it", async () => {
    const read = (file: string) => (file === "/sys/fs/cgroup/cpu.max" ? "150000 100000\n" : undefined);
    const limited: Host = { ...thisHost(), read };
    expect((await keyOf()).machine).toEqual(fingerprintOf(thisHost()));
    expect((await keyOf(undefined, limited)).machine.cpuQuota).toBe(1.5);
  });

  it("tells which cell is the headline, and leaves out what may be calibrated", async () => {
    const { cells } = await keyOf({
      "tasks=1000": { ...small, ideal: { ms: 3, because: "calibrated" } },
      "tasks=100000": large,
    });
    expect(cells).toEqual([
      ["tasks=1000", { tasks: 1_000 }],
      ["tasks=100000", { tasks: 100_000 }],
    ]);
  });
});
