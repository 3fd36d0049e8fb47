import { setTimeout as delay } from "node:timers/promises";
import { type Kernel, KernelAPI, KernelConnection, type KernelMessage } from "@jupyterlab/services";
import { monotonicClock } from "../../clock.js";
import { messageOf } from "../../errors.js";
import { onAbort } from "../../on-abort.js";
import type { FailureKind } from "../failure.js";
import { type ExecuteOptions, executeContent, KernelDeath, type KernelSession } from "../kernel-session.js";
import { KERNEL_NAME } from "../kernelspec.js";
import type { Message } from "../messages.js";
import type { JupyterServer } from "./jupyter-server.js";
import { quietServices } from "./quiet-services.js";
import { ServerLost } from "./server-lost.js";

export interface RemoteKernelOptions {
  /** Ends the start, and the kernel with it. */
  readonly signal: AbortSignal;
  /** Called as soon as the server has given the kernel an id, and once the kernel has been ended. */
  readonly onStarted?: (id: string) => Promise<void>;
  readonly onEnded?: (id: string) => Promise<void>;
  /** Milliseconds that a broken connection may take to come back; a minute by default. */
  readonly patienceMs?: number;
  /** Milliseconds between two looks at a server whose connection broke; a second by default. */
  readonly probeMs?: number;
}

/**
 * A kernel that a Jupyter Server runs on its host.
 *
 * A connection that breaks is taken up again, and what the kernel said meanwhile arrives then: the server keeps it.
 * When it does not come back, or the server knows the kernel no more, the kernel counts as dead. A kernel that its
 * server starts anew has lost what its cells declared, so it counts as dead too.
 */
export class RemoteKernel implements KernelSession {
  readonly pid = null;
  readonly id: string;
  readonly #server: JupyterServer;
  readonly #options: RemoteKernelOptions;
  readonly #connection: KernelConnection;
  /** Rejects when the kernel is gone. */
  readonly #gone: Promise<never>;
  #fail!: (death: KernelDeath) => void;
  #ended = false;
  #watching = false;

  /**
   * Starts a kernel on the server and waits until it answers.
   *
   * @throws {KernelDeath} when it does not answer; {ServerLost} when the server does not.
   */
  static async start(server: JupyterServer, options: RemoteKernelOptions): Promise<RemoteKernel> {
    quietServices();
    options.signal.throwIfAborted();
    // An abort must not cut this short: a kernel whose id nobody heard could not be ended.
    const id = await server.startKernel();
    const kernel = new RemoteKernel(server, id, options);
    try {
      await options.onStarted?.(id);
      await kernel.#ready(options.signal);
      return kernel;
    } catch (error) {
      await kernel.shutdown();
      throw error;
    }
  }

  private constructor(server: JupyterServer, id: string, options: RemoteKernelOptions) {
    this.id = id;
    this.#server = server;
    this.#options = options;
    this.#gone = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Between two cells nobody waits for it.
    this.#gone.catch(() => {});
    const model = { id, name: KERNEL_NAME };
    const serverSettings = server.settings;
    const kernelAPIClient = new CalmKernels({ serverSettings });
    this.#connection = new CalmConnection({ model, serverSettings, kernelAPIClient, handleComms: false });
    this.#connection.connectionStatusChanged.connect((_, status) => {
      if (status !== "connected") void this.#watchBreak();
    });
    this.#connection.statusChanged.connect((_, status) => {
      if (DEAD.has(status)) this.#die(`its kernel ended, and ${server.label} says that it is ${status}`);
    });
  }

  async execute(code: string, options: ExecuteOptions = {}): Promise<Message["content"]> {
    if (this.#connection.isDisposed) return this.#gone;
    // A future that stays hears also what the kernel publishes behind its reply.
    const future = this.#connection.requestExecute(executeContent(code, options), false);
    future.onIOPub = (message) => {
      if (isDropNotice(message)) this.#fail(new OutputsDropped(this.#server.label));
      options.onPublished?.(toMessage(message));
    };
    const reply = await Promise.race([future.done, this.#gone]);
    return { ...reply.content };
  }

  interrupt(): void {
    // The end of the kernel, which follows when this one is not heard, does not depend on it.
    this.#server.interruptKernel(this.id).catch(() => {});
  }

  async shutdown(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#fail(new KernelDeath("the kernel was ended"));
    this.#connection.dispose();
    try {
      await this.#server.endKernel(this.id);
      await this.#options.onEnded?.(this.id);
    } catch {
      // A server that is gone cannot be asked; whoever was told of the start ends the kernel another time.
    }
  }

  async #ready(signal: AbortSignal): Promise<void> {
    const late = `expected the kernel on ${this.#server.label} to answer within ${ANSWER_LIMIT_MS} ms of its start`;
    const timer = setTimeout(() => this.#die(late), ANSWER_LIMIT_MS);
    let stopListening = () => {};
    const aborted = new Promise<never>((_, reject) => {
      stopListening = onAbort(signal, reject);
    });
    try {
      await Promise.race([this.#connection.info, this.#gone, aborted]);
    } finally {
      clearTimeout(timer);
      stopListening();
    }
  }

  #die(how: string): void {
    this.#fail(new KernelDeath(how));
  }

  #lose(how: string): void {
    this.#fail(new ServerLost(`the connection to ${this.#server.label} broke. ${how}`));
  }

  /** Looks at the server until the connection is back, or shown to be gone for good. */
  async #watchBreak(): Promise<void> {
    if (this.#watching || this.#ended) return;
    this.#watching = true;
    const { patienceMs = 60_000, probeMs = 1000 } = this.#options;
    const deadlineMs = monotonicClock.now() + patienceMs;
    const reconnectLimitMs = Math.min(RECONNECT_LIMIT_MS, patienceMs);
    let refusedCount = 0;
    while (this.#isBroken()) {
      try {
        if (!(await this.#server.hasKernel(this.id))) {
          this.#die(`${this.#server.label} answers, but does not know the kernel any more`);
          break;
        }
        // The connection tries again at once: an attempt beside its own would cut it off with what it has heard.
        await delay(probeMs);
        // Its later attempts grow rare, and after a minute or two it gives up.
        if (this.#isBroken()) await Promise.race([this.#connection.reconnect(), delay(reconnectLimitMs)]);
        if (this.#isBroken() && monotonicClock.now() > deadlineMs) {
          this.#lose(
            `Expected it to take the kernel's web socket within ${patienceMs} ms, got answers to requests alone. Try whether its proxy passes web sockets on.`,
          );
          break;
        }
      } catch (thrown) {
        refusedCount = thrown instanceof ServerLost && thrown.refused ? refusedCount + 1 : 0;
        if (refusedCount === REFUSALS || monotonicClock.now() > deadlineMs) {
          this.#lose(messageOf(thrown));
          break;
        }
        await delay(probeMs);
      }
    }
    this.#watching = false;
  }

  #isBroken(): boolean {
    return !this.#ended && this.#connection.connectionStatus !== "connected";
  }
}

/**
 * A connection of `@jupyterlab/services` that rejects no promise which nobody awaits: services take up connections on
 * their own account too, when a kernel restarts for one, and an end meanwhile would be the end of this process.
 */
class CalmConnection extends KernelConnection {
  override async reconnect(): Promise<void> {
    // Whether it came about, the status of the connection tells.
    await super.reconnect().catch(() => {});
  }

  override async requestKernelInfo(): Promise<KernelMessage.IInfoReplyMsg | undefined> {
    return super.requestKernelInfo().catch(() => undefined);
  }
}

/**
 * Answers a connection that cannot open its web socket and asks for its kernel: services take most errors, also those
 * of a proxy, for the kernel's death, and give the connection up. Whether the kernel is gone, the look at the server
 * tells.
 */
class CalmKernels extends KernelAPI.KernelAPIClient {
  override async getModel(id: string): Promise<Kernel.IModel | undefined> {
    return super.getModel(id).catch(() => undefined);
  }
}

/** The server drops what a kernel says too fast: a result may be among it. */
class OutputsDropped extends KernelDeath {
  override name = "OutputsDropped";
  override readonly kind: FailureKind = "output-flood";

  constructor(label: string) {
    super(
      `${label} dropped outputs that came faster than it passes on. Try starting it with --ZMQChannelsWebsocketConnection.limit_rate=False.`,
    );
  }
}

const DEAD: ReadonlySet<string> = new Set(["dead", "restarting", "autorestarting"]);

const ANSWER_LIMIT_MS = 60_000;
const RECONNECT_LIMIT_MS = 5000;

/** How often in a row nothing listens at a server's port before it counts as gone: a restart takes longer. */
const REFUSALS = 3;

/** *Source*: jupyter_server, `ZMQChannelsWebsocketConnection._limit_rate`. */
function isDropNotice({ header, content }: KernelMessage.IIOPubMessage): boolean {
  if (header.msg_type !== "stream") return false;
  const { name, text } = content as KernelMessage.IStreamMsg["content"];
  return name === "stderr" && /^IOPub (message|data) rate exceeded/.test(text);
}

function toMessage({ header, parent_header, metadata, content }: KernelMessage.IIOPubMessage): Message {
  return {
    identities: [],
    header: header as Message["header"],
    parent: parent_header as Message["parent"],
    metadata,
    content: content as Message["content"],
  };
}
