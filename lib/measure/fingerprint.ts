import { arch, cpus, platform, totalmem } from "node:os";
import { slug } from "../store/machine-id.js";
import type { Fingerprint } from "../store/result.js";
import { type ReadSystemFile, readSystemFile } from "./system-file.js";

/** Where the facts of a fingerprint come from; injected in tests. */
export interface Host {
  /** The model of each logical processor. */
  readonly cpuModels: readonly string[];
  readonly memoryBytes: number;
  readonly os: string;
  readonly architecture: string;
  readonly read: ReadSystemFile;
}

const GIB = 1024 ** 3;

/** The host that this process runs on. */
export function thisHost(): Host {
  return {
    cpuModels: cpus().map(({ model }) => model),
    memoryBytes: totalmem(),
    os: platform(),
    architecture: arch(),
    read: readSystemFile,
  };
}

/**
 * What makes two runs comparable in absolute times, and stays the same from one start of the machine to the next.
 * Memory is rounded to whole GiB, because how much of it a kernel keeps for itself changes with every update.
 */
export function fingerprintOf(host: Host): Fingerprint {
  return {
    cpuModel: shortModel(host.cpuModels[0] ?? ""),
    coreCount: host.cpuModels.length,
    cpuQuota: cpuQuota(host.read),
    memoryBytes: Math.max(1, Math.round(host.memoryBytes / GIB)) * GIB,
    os: host.os,
    architecture: host.architecture,
    virtualization: virtualization(host.read),
  };
}

/** The machine id of a fingerprint: every part of it, in words that a folder can have. */
export function fingerprintSlug(fingerprint: Fingerprint): string {
  const {
    cpuModel,
    coreCount,
    cpuQuota: quota,
    memoryBytes,
    os,
    architecture,
    virtualization: on,
  } = fingerprint;
  const size = [`${coreCount}c`, ...(quota === null ? [] : [`quota-${quota}`]), `${memoryBytes / GIB}g`];
  return slug([slug(cpuModel).slice(0, 28), ...size, os, architecture, on ?? ""].join(" "));
}

function shortModel(model: string): string {
  const name = model
    .replace(/\((R|TM|C)\)/gi, "")
    .replace(/ (CPU|Processor)\b/g, "")
    .replace(/\s*@.*$/, "")
    .replace(/ with .* Graphics\s*$/, "");
  return name.replace(/\s+/g, " ").trim() || "unknown CPU";
}

/** Processors that the tightest control group on the way to the root allows, or null where none limits. */
function cpuQuota(read: ReadSystemFile): number | null {
  const own = /^0::(\/.*)$/m.exec(read("/proc/self/cgroup") ?? "")?.[1] ?? "/";
  const parts = own.split("/").filter((part) => part !== "");
  const folders = parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
  const limits = ["", ...folders].map((folder) => read(`/sys/fs/cgroup${folder}/cpu.max`));
  const version1 = ["quota", "period"].map((name) => read(`/sys/fs/cgroup/cpu/cpu.cfs_${name}_us`)?.trim());
  const quotas = [...limits, version1.join(" ")].flatMap((limit) => {
    const [quota, period] = (limit ?? "").trim().split(" ").map(Number);
    return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? [quota / period] : [];
  });
  return quotas.length === 0 ? null : Math.round(Math.min(...quotas) * 100) / 100;
}

const HYPERVISORS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/firecracker/i, "firecracker"],
  [/amazon/i, "ec2"],
  [/google/i, "gce"],
  [/vmware/i, "vmware"],
  [/virtualbox|innotek/i, "virtualbox"],
  [/microsoft/i, "hyper-v"],
  [/qemu|kvm|red hat/i, "kvm"],
  [/xen/i, "xen"],
];

/** The hypervisor and the container around this process, as far as Linux tells; null for none. */
function virtualization(read: ReadSystemFile): string | null {
  const virtual = /^flags\s*:.*\bhypervisor\b/m.test(read("/proc/cpuinfo") ?? "");
  const product = [read("/sys/class/dmi/id/sys_vendor"), read("/sys/class/dmi/id/product_name")].join(" ");
  const hypervisor = virtual ? (HYPERVISORS.find(([pattern]) => pattern.test(product))?.[1] ?? "vm") : null;
  const layers = [hypervisor, container(read)].filter((layer) => layer !== null);
  return layers.length === 0 ? null : layers.join(" ");
}

function container(read: ReadSystemFile): string | null {
  if (read("/.dockerenv") !== undefined) return "docker";
  if (read("/run/.containerenv") !== undefined) return "podman";
  return /kubepods|containerd|lxc|docker/.test(read("/proc/1/cgroup") ?? "") ? "container" : null;
}
