import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { checkMachineName, describeMachine, ownVersions } from "../../lib/measure/environment.js";
import { fingerprintOf, fingerprintSlug, type Host } from "../../lib/measure/fingerprint.js";
import { MACHINE_ID_PATTERN } from "../../lib/store/machine-id.js";

const hostWith = (files: Record<string, string> = {}, changed: Partial<Host> = {}): Host => ({
  cpuModels: Array(8).fill("Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz"),
  memoryBytes: 31.2 * 1024 ** 3,
  os: "linux",
  architecture: "x64",
  read: (file) => files[file],
  ...changed,
});

describe("fingerprintOf", () => {
  it("names the processor without its ornaments, and rounds the memory to GiB", () => {
    expect(fingerprintOf(hostWith())).toEqual({
      cpuModel: "Intel Xeon Platinum 8259CL",
      coreCount: 8,
      cpuQuota: null,
      memoryBytes: 31 * 1024 ** 3,
      os: "linux",
      architecture: "x64",
      virtualization: null,
    });
    const ryzen = hostWith({}, { cpuModels: ["AMD Ryzen 7 5800H with Radeon Graphics         "] });
    expect(fingerprintOf(ryzen).cpuModel).toBe("AMD Ryzen 7 5800H");
    expect(fingerprintOf(hostWith({}, { cpuModels: [] })).cpuModel).toBe("unknown CPU");
  });

  it("takes the tightest quota of the control groups above", () => {
    const files = {
      "/proc/self/cgroup": "0::/outer/inner\n",
      "/sys/fs/cgroup/outer/cpu.max": "150000 100000\n",
      "/sys/fs/cgroup/outer/inner/cpu.max": "max 100000\n",
    };
    expect(fingerprintOf(hostWith(files)).cpuQuota).toBe(1.5);
    const version1 = {
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    };
    expect(fingerprintOf(hostWith(version1)).cpuQuota).toBe(2);
    expect(
      fingerprintOf(hostWith({ ...version1, "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n" })).cpuQuota,
    ).toBeNull();
  });

  it("names the hypervisor and the container", () => {
    const virtual = { "/proc/cpuinfo": "flags\t\t: fpu hypervisor lahf\n" };
    expect(fingerprintOf(hostWith(virtual)).virtualization).toBe("vm");
    const ec2 = { ...virtual, "/sys/class/dmi/id/sys_vendor": "Amazon EC2\n", "/.dockerenv": "" };
    expect(fingerprintOf(hostWith(ec2)).virtualization).toBe("ec2 docker");
    expect(fingerprintOf(hostWith({ "/sys/class/dmi/id/sys_vendor": "QEMU" })).virtualization).toBeNull();
  });
});

describe("fingerprintSlug", () => {
  it("holds every part, in words for a folder", () => {
    const quota = { "/sys/fs/cgroup/cpu.max": "150000 100000\n", "/.dockerenv": "" };
    expect(fingerprintSlug(fingerprintOf(hostWith(quota)))).toBe(
      "intel-xeon-platinum-8259cl-8c-quota-1-5-31g-linux-x64-docker",
    );
  });

  it("is a machine id for any processor", () => {
    for (const model of ["", "漢字", "../../etc/passwd", "x".repeat(300), "-.-"]) {
      const id = fingerprintSlug(fingerprintOf(hostWith({}, { cpuModels: [model] })));
      expect(id).toMatch(new RegExp(MACHINE_ID_PATTERN));
    }
  });
});

describe("describeMachine", () => {
  it("never holds the host's name", () => {
    expect(JSON.stringify(describeMachine())).not.toContain(`"${hostname()}"`);
  });

  it("takes a name", () => {
    expect(describeMachine("my-laptop").id).toBe("my-laptop");
  });
});

describe("checkMachineName", () => {
  it.each(["../../x", "a/b", ".", "..", "", "Laptop", "a--b", "a-", "x".repeat(65), "a\n"])(
    "refuses %j",
    (name) => {
      expect(() => checkMachineName(name)).toThrow(UsageError);
    },
  );

  it("proposes a name that would do", () => {
    expect(() => checkMachineName("Ada's Laptop")).toThrow("Try `ada-s-laptop`");
    expect(() => checkMachineName("as-published")).toThrow("stands for the figures that the documents print");
  });
});

describe("ownVersions", () => {
  it("names what takes part in what is measured", () => {
    expect(ownVersions()).toMatchObject({
      node: process.versions.node,
      undici: expect.stringMatching(/^\d+\./),
    });
  });
});
