import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import os from "node:os";
import path from "node:path";

/** What a connection file holds: where a kernel listens, and the key that signs its messages. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
}

export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

/** The ZeroMQ address of a channel. */
export function addressOf(connection: Connection, channel: Channel): string {
  return `${connection.transport}://${connection.ip}:${connection[`${channel}_port`]}`;
}

/**
 * A connection on five free loopback ports.
 *
 * The ports are free when this looks, not reserved: whoever starts a kernel on them tries again when one was taken.
 */
export async function newConnection(): Promise<Connection> {
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: hb!,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
  };
}

export interface ConnectionFile {
  readonly file: string;
  /** Removes the file and its folder. */
  remove(): Promise<void>;
}

/** Writes the connection where only its owner can read it: the key lets its holder run code in the kernel. */
export async function writeConnectionFile(connection: Connection): Promise<ConnectionFile> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interleave-kernel-"));
  const file = path.join(folder, "connection.json");
  await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** All servers listen before the first one closes, so that no port is given out twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
