import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { RunError } from "../../errors.js";
import { type ServerProgram, startServer } from "../../measure/server-program.js";
import { compiledModule } from "../../paths.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import type { SinkRecord } from "../../servers/mail-sink/mail-sink.js";
import { findOnPath } from "../../toolchain/tool.js";
import type { Preparation } from "../experiment.js";

/** What the pages of `background` stand on: the server that takes their mails, a folder, and a Redis if there is one. */
export interface MailServices {
  readonly sink: SinkClient;
  /** For files of the durable forms. */
  readonly folder: string;
  readonly redis: { readonly port: number } | MissingProgram;
  close(): Promise<void>;
}

const START_LIMIT_MS = 15_000;

const sinkCommand: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "mail-sink", "mail-sink-program.js")],
};
const redisCommand: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "redis", "redis-program.js")],
};

/** @throws RunError when the sink does not start; the signal's reason; no process is left then. */
export async function openMailServices({ signal, onStep }: Preparation): Promise<MailServices> {
  onStep("starting the mail sink, and a Redis where there is one");
  const folder = await mkdtemp(path.join(tmpdir(), "interleave-mail-"));
  const limits = { startLimitMs: START_LIMIT_MS, signal };
  const servers: ServerProgram[] = [];
  const close = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const sink = await startServer(sinkCommand, {}, limits);
    servers.push(sink);
    const redis = await openRedis(folder, limits);
    if ("kill" in redis) servers.push(redis);
    return {
      sink: new SinkClient(sink),
      folder,
      redis: "kill" in redis ? { port: redis.report.port } : redis,
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function openRedis(
  folder: string,
  limits: { readonly startLimitMs: number; readonly signal: AbortSignal },
): Promise<ServerProgram | MissingProgram> {
  const [file] = findOnPath("redis-server");
  if (file === undefined) return { missing: "no redis-server on PATH" };
  // Linux ends a child with its parent, however that dies, where it is asked to by this tool.
  const [setpriv] = process.platform === "linux" ? findOnPath("setpriv") : [];
  const command = setpriv === undefined ? [file] : [setpriv, "--pdeathsig", "KILL", file];
  try {
    return await startServer(redisCommand, { command, folder }, limits);
  } catch (thrown) {
    limits.signal.throwIfAborted();
    if (!(thrown instanceof RunError)) throw thrown;
    return { missing: `redis-server on PATH does not run: ${thrown.message}` };
  }
}

/** Asks the sink what it has received. */
export class SinkClient {
  readonly port: number;
  readonly #control: string;

  constructor({ report }: ServerProgram) {
    this.port = report.port;
    this.#control = `http://127.0.0.1:${report.ports!.control}`;
  }

  /** Forgets all mails; from now on each takes `delayMs`. */
  async begin(delayMs: number): Promise<void> {
    await this.#ask("/settings", { method: "POST", body: JSON.stringify({ delayMs }) });
    await this.#ask("/reset", { method: "POST" });
  }

  async record(): Promise<SinkRecord> {
    return (await this.#ask("/counters")) as SinkRecord;
  }

  async #ask(place: string, request: RequestInit = {}): Promise<unknown> {
    const response = await fetch(this.#control + place, request);
    if (!response.ok) throw new RunError(`the mail sink answered ${response.status} to ${place}`);
    return response.json();
  }
}
