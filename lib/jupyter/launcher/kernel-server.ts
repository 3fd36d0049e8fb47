import { Publisher, Reply, Router } from "zeromq";
import type { CellError } from "../cell-error.js";
import { addressOf, type Channel, type Connection } from "../connection.js";
import { answer, decode, encode, type Message, PROTOCOL_VERSION } from "../messages.js";
import type { CellEngine } from "./cell-engine.js";
import { codePointOffset, utf16Offset } from "./cursor-offset.js";
import { StreamBatch } from "./stream-batch.js";

/**
 * The kernel's side of the Jupyter protocol.
 *
 * tslab's own server is not used: it drops the outputs of a burst, answers requests with `abort` for 200 ms after
 * a failure, which clients take for success, and sends no `error` or `execute_input`.
 */
export class KernelServer {
  readonly #connection: Connection;
  readonly #engine: CellEngine;
  readonly #onShutdown: () => void;
  readonly #iopub = new Publisher(SENDS_AT_ONCE);
  readonly #shell = new Router(SENDS_AT_ONCE);
  readonly #control = new Router(SENDS_AT_ONCE);
  readonly #stdin = new Router();
  readonly #heartbeat = new Reply();
  #executions: Promise<void> = Promise.resolve();
  #executionCount = 0;
  #receivedCount = 0;
  /** Execute requests up to this number are answered `aborted`: they were sent before a failure was known. */
  #abortedUpTo = 0;

  constructor(connection: Connection, engine: CellEngine, onShutdown: () => void) {
    this.#connection = connection;
    this.#engine = engine;
    this.#onShutdown = onShutdown;
  }

  /** @throws Error when a port of the connection is taken. */
  async listen(): Promise<void> {
    const bind = (socket: Publisher | Router | Reply, channel: Channel) =>
      socket.bind(addressOf(this.#connection, channel));
    await Promise.all([
      bind(this.#iopub, "iopub"),
      bind(this.#shell, "shell"),
      bind(this.#control, "control"),
      bind(this.#stdin, "stdin"),
      bind(this.#heartbeat, "hb"),
    ]);
    void this.#serve(this.#shell);
    void this.#serve(this.#control);
    void this.#echo();
  }

  async #serve(socket: Router): Promise<void> {
    for await (const frames of socket) {
      try {
        void this.#handle(socket, decode(this.#connection.key, frames));
      } catch (error) {
        console.error("a message was dropped:", error);
      }
    }
  }

  async #echo(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  async #handle(socket: Router, message: Message): Promise<void> {
    const type = message.header.msg_type;
    if (type === "execute_request") {
      const number = ++this.#receivedCount;
      // Busy from its turn on: the `idle` of the one before would hide it otherwise.
      this.#executions = this.#executions.then(() =>
        this.#whileBusy(message, () => this.#execute(socket, message, number)),
      );
      return this.#executions;
    }
    await this.#whileBusy(message, () => {
      const content = this.#answerTo(type, message.content);
      if (content !== undefined) this.#reply(socket, message, content);
    });
    if (type === "shutdown_request") this.#onShutdown();
  }

  async #whileBusy(message: Message, work: () => Promise<void> | void): Promise<void> {
    this.#publish(message, "status", { execution_state: "busy" });
    await work();
    this.#publish(message, "status", { execution_state: "idle" });
  }

  async #execute(socket: Router, message: Message, number: number): Promise<void> {
    if (number <= this.#abortedUpTo) {
      this.#reply(socket, message, { status: "aborted" });
      return;
    }
    const { code, silent, store_history, stop_on_error } = message.content;
    const counted = silent !== true && store_history !== false;
    const execution = counted ? ++this.#executionCount : null;
    const source = String(code ?? "");
    if (silent !== true)
      this.#publish(message, "execute_input", { code: source, execution_count: execution });
    const error = await this.#run(message, source, execution, silent === true);
    if (error !== undefined && stop_on_error !== false) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
      this.#abortedUpTo = this.#receivedCount;
    }
    const outcome =
      error === undefined ? { status: "ok", user_expressions: {} } : { status: "error", ...error };
    this.#reply(socket, message, { ...outcome, execution_count: this.#executionCount });
  }

  async #run(message: Message, source: string, execution: number | null, silent: boolean) {
    const publish = (type: string, content: Message["content"]) => {
      if (!silent) this.#publish(message, type, content);
    };
    const batch = new StreamBatch((name, text) => publish("stream", { name, text }));
    const error: CellError | undefined = await this.#engine.execute(source, execution, {
      stream: (name, text) => batch.add(name, text),
      display: (content, update) => {
        batch.flush();
        publish(update ? "update_display_data" : "display_data", { ...content });
      },
    });
    batch.flush();
    if (error !== undefined) publish("error", { ...error });
    return error;
  }

  #answerTo(type: string, content: Message["content"]): Message["content"] | undefined {
    const { editor, tslab } = this.#engine;
    const request = content as never;
    switch (type) {
      case "kernel_info_request":
        return kernelInfo(tslab.tslabVersion, tslab.compiler.version);
      case "is_complete_request":
        return { ...editor.handleIsComplete(request) };
      case "inspect_request":
        return this.#inspection(request);
      case "complete_request":
        return this.#completion(request);
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "history_request":
        return { status: "ok", history: [] };
      case "interrupt_request":
        this.#engine.interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", restart: content.restart === true };
      default:
        return undefined;
    }
  }

  #completion({ code, cursor_pos }: EditorRequest): Message["content"] {
    const reply = this.#engine.editor.handleComplete({ code, cursor_pos: utf16Offset(code, cursor_pos) });
    return {
      ...reply,
      cursor_start: codePointOffset(code, reply.cursor_start),
      cursor_end: codePointOffset(code, reply.cursor_end),
    };
  }

  #inspection({ code, cursor_pos }: EditorRequest): Message["content"] {
    const text = this.#engine.inspect(code, utf16Offset(code, cursor_pos));
    return {
      status: "ok",
      found: text !== undefined,
      data: text === undefined ? {} : { "text/plain": text },
      metadata: {},
    };
  }

  #publish(to: Message, type: string, content: Message["content"]): void {
    this.#send(this.#iopub, { ...answer(to, type, content), identities: [Buffer.from(`kernel.${type}`)] });
  }

  #reply(socket: Router, to: Message, content: Message["content"]): void {
    this.#send(socket, answer(to, to.header.msg_type.replace(/_request$/, "_reply"), content));
  }

  /** It fails only when the socket is closed, which is at the end of the kernel. */
  #send(socket: Publisher | Router, message: Message): void {
    socket.send(encode(this.#connection.key, message)).catch(() => {});
  }
}

interface EditorRequest {
  readonly code: string;
  readonly cursor_pos: number;
}

/**
 * A message leaves at once, also from code that never lets the event loop turn.
 *
 * A publisher that reaches its high-water mark drops messages, the one that ends a cell among them. With a time to
 * wait, the 512th send puts itself off to the next turn, and the one behind it throws.
 */
const SENDS_AT_ONCE = { sendHighWaterMark: 0, sendTimeout: 0 };

/**
 * How long a failure waits for the requests that were sent before it.
 *
 * "Run all" sends every cell at once; the ones behind a failing cell may still be on their way while it blocks the
 * event loop. The reply goes out afterwards, so a client that waits for it never sees its next cell aborted.
 */
const DRAIN_MS = 25;

function kernelInfo(tslabVersion: string, typescriptVersion: string): Message["content"] {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "tslab",
    implementation_version: tslabVersion,
    banner: `TypeScript ${typescriptVersion} on Node ${process.versions.node} (tslab ${tslabVersion})`,
    language_info: {
      name: "typescript",
      version: typescriptVersion,
      mimetype: "text/typescript",
      file_extension: ".ts",
      // JupyterLab and the classic notebook highlight TypeScript by this pair.
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    },
  };
}
