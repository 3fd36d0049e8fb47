import { describe, expect, it } from "vitest";
import { diagnose, type MachineReadings } from "../../lib/measure/diagnosis.js";

const GIB = 1024 ** 3;
const quiet: MachineReadings = {
  fingerprint: {
    cpuModel: "Made-up CPU",
    coreCount: 8,
    cpuQuota: null,
    memoryBytes: 32 * GIB,
    os: "linux",
    architecture: "x64",
    virtualization: null,
  },
  clockGovernor: "performance",
  cpuPressure: 0.01,
  stolenShare: 0,
  load: 0.4,
  loopMs: [30, 31, 30, 30, 32],
  freeMemoryBytes: 20 * GIB,
  ephemeralPortCount: 28_232,
  openFileLimit: 1_048_576,
  stateFolderBytes: 5e6,
};
const advised = (changed: Partial<MachineReadings>) =>
  diagnose({ ...quiet, ...changed }).filter(({ advice }) => advice !== undefined);

describe("diagnose", () => {
  it("has nothing to say against a quiet machine", () => {
    expect(advised({})).toEqual([]);
  });

  const fingerprint = { ...quiet.fingerprint, cpuQuota: 1.5 };
  it.each<[string, Partial<MachineReadings>, string]>([
    ["processor", { fingerprint }, "The quota is below the core count"],
    ["clock governor", { clockGovernor: "powersave" }, "cpupower frequency-set -g performance"],
    ["steadiness", { loopMs: [30, 30, 36] }, "Absolute times will not repeat"],
    ["neighbours", { cpuPressure: 0.5 }, "Something else wants the processors"],
    ["neighbours", { load: 9 }, "Something else wants the processors"],
    ["neighbours", { stolenShare: 0.05 }, "The hypervisor gives time to other guests"],
    ["memory", { freeMemoryBytes: GIB }, "Below 2 GiB"],
    ["local ports", { ephemeralPortCount: 1_000 }, "net.ipv4.ip_local_port_range"],
    ["open files", { openFileLimit: 1_024 }, "ulimit -n 4096"],
    ["state folder", { stateFolderBytes: 2e9 }, "It may be removed"],
  ])("gives advice on the %s", (topic, changed, words) => {
    const [finding, ...others] = advised(changed);
    expect(others).toEqual([]);
    expect(finding!.topic).toBe(topic);
    expect(finding!.advice).toContain(words);
  });

  it("says what a system does not tell, and holds nothing against it", () => {
    const untold = { clockGovernor: null, cpuPressure: null, stolenShare: null, load: null };
    const findings = diagnose({ ...quiet, ...untold, ephemeralPortCount: null, openFileLimit: null });
    expect(findings.filter(({ found }) => found === "not told by this system")).toHaveLength(4);
    expect(findings.every(({ advice }) => advice === undefined)).toBe(true);
  });
});
