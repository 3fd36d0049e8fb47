import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { monotonicClock } from "../clock.js";
import { messageOf } from "../errors.js";
import { projectFolder } from "../paths.js";
import { Channels } from "./channels.js";
import { newConnection, writeConnectionFile } from "./connection.js";
import { type ExecuteOptions, executeContent, KernelDeath, type KernelSession } from "./kernel-session.js";
import { kernelspec } from "./kernelspec.js";
import { descendantsOf, signalEach } from "./launcher/process-tree.js";
import type { Message } from "./messages.js";

export interface KernelOptions {
  /** The kernel's working folder, and the one that cells import from; the project's by default. */
  readonly cwd?: string | undefined;
  /** The kernel's whole environment; this process's own by default. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** In milliseconds; a kernel needs 2 to 3 s on an idle machine. */
  readonly startTimeLimitMs?: number | undefined;
  /** Ends the start, and the process with it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * One kernel on this host: a process of its own group, and the sockets to it.
 *
 * It ends when `shutdown` is called, and when this process ends in whatever way.
 */
export class Kernel implements KernelSession {
  readonly pid: number;
  /** Resolves with a sentence on how the process ended, once it has. */
  readonly ended: Promise<string>;
  readonly #channels: Channels;
  readonly #removeConnection: () => Promise<void>;
  #hasEnded = false;
  #log = "";

  /**
   * Starts a kernel and waits until it answers and its outputs arrive.
   *
   * @throws KernelDeath when it ends or does not answer in time; the message holds the end of what it printed.
   */
  static async start(options: KernelOptions = {}): Promise<Kernel> {
    for (let attempt = 1; ; attempt++) {
      const kernel = await Kernel.#spawn(options);
      try {
        await kernel.#ready(options);
        // Read by now; a process that is killed later leaves nothing behind.
        await kernel.#removeConnection();
        return kernel;
      } catch (error) {
        await kernel.shutdown({ graceMs: 0 });
        // Another process took one of the ports between the look and the bind.
        if (attempt < START_ATTEMPTS && kernel.#log.includes("Address already in use")) continue;
        throw error;
      }
    }
  }

  static async #spawn({ cwd = projectFolder, env = process.env }: KernelOptions): Promise<Kernel> {
    const connection = await newConnection();
    const { file, remove } = await writeConnectionFile(connection);
    const [command, ...args] = kernelspec(cwd).argv.map((part) =>
      part === "{connection_file}" ? file : part,
    );
    const child = spawn(command!, [...args, "--end-with-stdin"], {
      cwd,
      env: { ...env, JPY_PARENT_PID: String(process.pid) },
      stdio: "pipe",
      // A group of its own: one signal reaches the kernel and what its cells started, and Ctrl-C reaches neither
      // before the runner has decided what to do.
      detached: true,
    });
    if (child.pid === undefined) {
      const [error] = await once(child, "error");
      await remove();
      throw new KernelDeath(`the kernel cannot start in ${cwd}: ${messageOf(error)}`);
    }
    return new Kernel(child, child.pid, new Channels(connection), remove);
  }

  private constructor(
    child: ChildProcess,
    pid: number,
    channels: Channels,
    removeConnection: () => Promise<void>,
  ) {
    this.#channels = channels;
    this.#removeConnection = removeConnection;
    this.pid = pid;
    const keep = (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString()).slice(-LOG_LIMIT);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    this.ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
    }).then((how) => {
      this.#hasEnded = true;
      channels.fail(this.#death(`the kernel ended (${how})`));
      return `the kernel ended (${how})`;
    });
  }

  execute(code: string, options: ExecuteOptions = {}): Promise<Message["content"]> {
    return this.request("execute_request", executeContent(code, options), options.onPublished);
  }

  /**
   * Any request of the protocol, on the shell channel.
   *
   * @throws KernelDeath when the kernel ends before it replies.
   */
  request(
    type: string,
    content: Message["content"] = {},
    onPublished?: (message: Message) => void,
  ): Promise<Message["content"]> {
    if (this.#hasEnded) return Promise.reject(this.#death("the kernel has ended"));
    return this.#channels.request({ type, content, ...(onPublished && { onPublished }) });
  }

  interrupt(): void {
    this.#signal("SIGINT");
  }

  /**
   * Ends the kernel, and what its cells started; may be called more than once.
   *
   * @param graceMs how long the kernel may take to end by itself; 0 kills it at once.
   */
  async shutdown({ graceMs = 1500 }: { graceMs?: number } = {}): Promise<void> {
    if (!this.#hasEnded && graceMs > 0) {
      const asked = { channel: "control", type: "shutdown_request", content: { restart: false } } as const;
      this.#channels.request(asked).catch(() => {});
      await Promise.race([this.ended, delay(graceMs, undefined, { ref: false })]);
    }
    // One that does not hear has ended nothing, and what left its group is found only while it runs.
    if (!this.#hasEnded) signalEach(descendantsOf([this.pid]), "SIGKILL");
    this.#signal("SIGKILL");
    await this.ended;
    this.#channels.close();
    await this.#removeConnection();
  }

  /** An answer shows that it listens, an answer with `idle` that its outputs arrive: subscribing takes a moment. */
  async #ready({ startTimeLimitMs = 60_000, signal }: KernelOptions): Promise<void> {
    const deadline = monotonicClock.now() + startTimeLimitMs;
    for (;;) {
      signal?.throwIfAborted();
      const answered = this.request("kernel_info_request").then(() => true);
      if (await Promise.race([answered, delay(START_POLL_MS, false)])) return;
      if (monotonicClock.now() > deadline) {
        throw this.#death(`expected the kernel to answer within ${startTimeLimitMs} ms of its start`);
      }
    }
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // Nothing of the group is left.
    }
  }

  #death(how: string): KernelDeath {
    const log = this.#log.trim();
    return new KernelDeath(log === "" ? how : `${how}; it printed:\n${log}`);
  }
}

const START_ATTEMPTS = 3;

/** Shorter than the grace that a reply without `idle` is given. */
const START_POLL_MS = 200;

/** How much of what the kernel prints is kept for a message, in UTF-16 code units. */
const LOG_LIMIT = 4000;
