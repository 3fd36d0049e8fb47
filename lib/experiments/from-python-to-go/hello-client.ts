import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { RunError } from "../../errors.js";
import { parseResponse } from "./parse-response.js";

/** How long a closed loop runs. */
export interface HelloLoad {
  readonly port: number;
  readonly warmupMs: number;
  readonly windowMs: number;
}

/** What one client has seen. */
export interface HelloRecord {
  readonly answers: ReadonlySet<string>;
  /** Of the requests of the window, in their order. */
  readonly latenciesMs: readonly number[];
  readonly windowMs: number;
  /** With warm-up and first request. */
  readonly requestCount: number;
  readonly failed: boolean;
}

const REQUEST = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
const ANSWER_BYTES = 4096;

/**
 * One closed loop on one kept-alive connection. It reads the bare socket into one buffer and waits for no promise, so
 * as not to measure itself.
 */
export class HelloClient {
  readonly #load: HelloLoad;
  readonly #socket: Socket;
  readonly #buffer = Buffer.alloc(ANSWER_BYTES);
  readonly #answers = new Set<string>();
  #partial = "";
  #requestCount = 0;
  #onAnswer: (() => void) | undefined;
  #onEnd: (() => void) | undefined;

  /** Connects, and asks once, so that connecting and accepting are over before a clock starts. */
  static async open(load: HelloLoad): Promise<HelloClient> {
    const client = new HelloClient(load);
    await once(client.#socket, "connect");
    await new Promise<void>((resolve, reject) => {
      client.#onAnswer = resolve;
      client.#onEnd = () => reject(new RunError("The server did not answer a first request"));
      client.#ask();
    });
    return client;
  }

  private constructor(load: HelloLoad) {
    this.#load = load;
    const onread = {
      buffer: this.#buffer,
      callback: (length: number) => {
        this.#take(length);
        return true;
      },
    };
    this.#socket = connect({ host: "127.0.0.1", port: load.port, noDelay: true, onread });
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.on("close", () => this.#onEnd?.());
  }

  /** Asks on and on until the window is over or the connection ends; never rejects. */
  run(): Promise<HelloRecord> {
    const { warmupMs, windowMs } = this.#load;
    const latenciesMs: number[] = [];
    const startMs = performance.now();
    let askedMs = startMs;
    let beginMs: number | undefined;
    return new Promise((resolve) => {
      const end = (failed: boolean) => {
        this.#onEnd = undefined;
        this.#socket.destroy();
        const window = beginMs === undefined ? 0 : askedMs - beginMs;
        resolve({
          answers: this.#answers,
          latenciesMs,
          windowMs: window,
          requestCount: this.#requestCount,
          failed,
        });
      };
      this.#onEnd = () => end(true);
      this.#onAnswer = () => {
        const nowMs = performance.now();
        if (beginMs !== undefined) latenciesMs.push(nowMs - askedMs);
        askedMs = nowMs;
        if (beginMs === undefined && nowMs - startMs >= warmupMs) beginMs = nowMs;
        if (beginMs !== undefined && nowMs - beginMs >= windowMs) end(false);
        else this.#ask();
      };
      this.#ask();
    });
  }

  #ask(): void {
    this.#socket.write(REQUEST, "latin1");
  }

  #take(length: number): void {
    this.#partial += this.#buffer.toString("latin1", 0, length);
    let answer: string | null;
    try {
      answer = parseResponse(this.#partial);
    } catch {
      this.#socket.destroy();
      return;
    }
    if (answer === null) return;
    this.#partial = "";
    this.#requestCount += 1;
    this.#answers.add(answer);
    this.#onAnswer?.();
  }
}
