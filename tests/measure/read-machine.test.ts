import { expect, it, vi } from "vitest";
import { thisHost } from "../../lib/measure/fingerprint.js";
import { readMachine } from "../../lib/measure/read-machine.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("reads what Linux tells, and null for the rest", async () => {
  vi.stubEnv("INTERLEAVE_STATE", await temporaryFolder());
  let looks = 0;
  const files: Record<string, () => string> = {
    "/proc/pressure/cpu": () => "some avg10=12.50 avg60=1.00 avg300=0.00 total=1\n",
    "/proc/stat": () => `cpu  ${100 + 90 * looks} 0 0 0 0 0 0 ${10 * looks++} 0 0\ncpu0 1 2 3\n`,
    "/proc/sys/net/ipv4/ip_local_port_range": () => "32768\t60999\n",
    "/proc/self/limits": () =>
      "Limit  Soft Limit  Hard Limit  Units\nMax open files            1024   4096   files\n",
  };
  const readings = await readMachine({ ...thisHost(), read: (file) => files[file]?.() });
  vi.unstubAllEnvs();
  expect(readings).toMatchObject({
    clockGovernor: null,
    cpuPressure: 0.125,
    stolenShare: 0.1,
    ephemeralPortCount: 28_232,
    openFileLimit: 1_024,
    stateFolderBytes: 0,
  });
  expect(readings.loopMs).toHaveLength(5);
});
