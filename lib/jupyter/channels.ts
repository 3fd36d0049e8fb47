import { randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";
import { addressOf, type Connection } from "./connection.js";
import { decode, encode, type Message, request } from "./messages.js";

export interface Request {
  readonly channel?: "shell" | "control";
  readonly type: string;
  readonly content?: Message["content"];
  /** Gets every message that the kernel publishes for this request, also those that come after the reply. */
  readonly onPublished?: (message: Message) => void;
}

/** A client's sockets to one kernel, and the requests that wait for a reply on them. */
export class Channels {
  readonly #connection: Connection;
  readonly #session = randomUUID();
  // No high-water mark: a subscriber that reaches its own drops outputs.
  readonly #iopub = new Subscriber({ receiveHighWaterMark: 0, linger: 0 });
  readonly #shell = new Dealer({ linger: 0, routingId: this.#session });
  readonly #control = new Dealer({ linger: 0, routingId: this.#session });
  readonly #requests = new Map<string, PendingRequest>();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#iopub.connect(addressOf(connection, "iopub"));
    this.#iopub.subscribe();
    this.#shell.connect(addressOf(connection, "shell"));
    this.#control.connect(addressOf(connection, "control"));
    void this.#listen(this.#iopub, (pending, message) => pending.published(message));
    void this.#listen(this.#shell, (pending, message) => pending.replied(message));
    void this.#listen(this.#control, (pending, message) => pending.replied(message));
  }

  /**
   * Sends a request.
   *
   * @returns the content of the reply, after all that the kernel published for it; when the kernel replies and
   * then fails to say that it is idle, after {@link IDLE_GRACE_MS}.
   * @throws whatever `fail` was called with before the reply came.
   */
  async request({
    channel = "shell",
    type,
    content = {},
    onPublished,
  }: Request): Promise<Message["content"]> {
    const message = request(type, this.#session, content);
    const pending = new PendingRequest(onPublished);
    this.#requests.set(message.header.msg_id, pending);
    const socket = channel === "shell" ? this.#shell : this.#control;
    await socket.send(encode(this.#connection.key, message));
    return pending.settled;
  }

  /** Fails every request that still waits. */
  fail(error: Error): void {
    for (const pending of this.#requests.values()) pending.fail(error);
  }

  close(): void {
    for (const socket of [this.#iopub, this.#shell, this.#control]) socket.close();
  }

  async #listen(
    socket: Subscriber | Dealer,
    deliver: (pending: PendingRequest, message: Message) => void,
  ): Promise<void> {
    for await (const frames of socket) {
      let message: Message;
      try {
        message = decode(this.#connection.key, frames);
      } catch {
        // Frames that nobody signed with our key are not from our kernel.
        continue;
      }
      const pending = this.#requests.get(message.parent.msg_id ?? "");
      if (pending !== undefined) deliver(pending, message);
    }
  }
}

/** How long a reply waits for the `idle` that should follow it. */
const IDLE_GRACE_MS = 1000;

class PendingRequest {
  readonly settled: Promise<Message["content"]>;
  readonly #onPublished: ((message: Message) => void) | undefined;
  #resolve!: (content: Message["content"]) => void;
  #reject!: (error: Error) => void;
  #reply: Message["content"] | undefined;
  #idle = false;
  #grace: NodeJS.Timeout | undefined;

  constructor(onPublished?: (message: Message) => void) {
    this.#onPublished = onPublished;
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A request that nobody waits for any more may fail unheard.
    this.settled.catch(() => {});
  }

  published(message: Message): void {
    this.#onPublished?.(message);
    if (message.content.execution_state !== "idle") return;
    this.#idle = true;
    this.#settle();
  }

  replied(message: Message): void {
    this.#reply = message.content;
    this.#grace = setTimeout(() => {
      this.#idle = true;
      this.#settle();
    }, IDLE_GRACE_MS);
    this.#settle();
  }

  fail(error: Error): void {
    clearTimeout(this.#grace);
    this.#reject(error);
  }

  #settle(): void {
    if (this.#reply === undefined || !this.#idle) return;
    clearTimeout(this.#grace);
    this.#resolve(this.#reply);
  }
}
