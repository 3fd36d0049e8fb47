import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { RunError } from "../../errors.js";

/** What a closed loop sends, and how long. Its warm-up and its window each last for both bounds. */
export interface LoadPlan {
  readonly port: number;
  readonly n: number;
  readonly warmupMs: number;
  readonly windowMs: number;
  readonly warmupRequests: number;
  readonly requests: number;
}

/** What one client has seen. */
export interface LoadRecord {
  readonly answers: ReadonlySet<string>;
  /** Of the first request after the greeting, in the warm-up or not. */
  readonly firstMs: number;
  /** Of the requests of the window, in their order. */
  readonly latenciesMs: readonly number[];
  readonly windowMs: number;
  /** With warm-up and greeting. */
  readonly requestCount: number;
  readonly failed: boolean;
}

/** What the essay's client reads at once. */
const ANSWER_BYTES = 100;
const NEWLINE = 10;

/**
 * One closed loop on one connection, in the manner of the essay's perf2: bare digits without a newline out, whatever
 * one read brings is the answer. It reads into one buffer and waits for no promise, so as not to measure itself.
 */
export class LoadClient {
  readonly #plan: LoadPlan;
  readonly #socket: Socket;
  readonly #buffer = Buffer.alloc(ANSWER_BYTES);
  readonly #answers = new Set<string>();
  #lastAnswer = "";
  #requestCount = 0;
  #onAnswer: (() => void) | undefined;
  #onEnd: (() => void) | undefined;

  /** Connects, and asks for fib(1) once, so that connecting and accepting are over before a clock starts. */
  static async open(plan: LoadPlan): Promise<LoadClient> {
    const client = new LoadClient(plan);
    await once(client.#socket, "connect");
    await new Promise<void>((resolve, reject) => {
      client.#onAnswer = resolve;
      client.#onEnd = () => reject(new RunError("The server did not answer a first fib(1)"));
      client.#ask("1");
    });
    client.#answers.clear();
    client.#lastAnswer = "";
    return client;
  }

  private constructor(plan: LoadPlan) {
    this.#plan = plan;
    this.#socket = connect({
      host: "127.0.0.1",
      port: plan.port,
      noDelay: true,
      onread: {
        buffer: this.#buffer,
        callback: (length) => {
          this.#take(length);
          return true;
        },
      },
    });
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.on("close", () => this.#onEnd?.());
  }

  /** Asks on and on until the plan is fulfilled or the connection ends; never rejects. */
  run(): Promise<LoadRecord> {
    const { n, warmupMs, windowMs, warmupRequests, requests } = this.#plan;
    const question = String(n);
    const latenciesMs: number[] = [];
    let firstMs = 0;
    let askedMs = performance.now();
    let warm = false;
    let beginMs = askedMs;
    let count = 0;
    return new Promise((resolve) => {
      const end = (failed: boolean) => {
        this.#onEnd = undefined;
        this.#socket.destroy();
        const record = {
          answers: this.#answers,
          firstMs,
          latenciesMs,
          requestCount: this.#requestCount,
          failed,
        };
        resolve({ ...record, windowMs: askedMs - beginMs });
      };
      const beginWindowIfWarm = () => {
        if (warm || askedMs - beginMs < warmupMs || count < warmupRequests) return;
        warm = true;
        beginMs = askedMs;
      };
      this.#onEnd = () => end(true);
      this.#onAnswer = () => {
        const nowMs = performance.now();
        if (firstMs === 0) firstMs = nowMs - askedMs;
        if (warm) latenciesMs.push(nowMs - askedMs);
        askedMs = nowMs;
        count += 1;
        if (warm && nowMs - beginMs >= windowMs && latenciesMs.length >= requests) return end(false);
        beginWindowIfWarm();
        this.#ask(question);
      };
      beginWindowIfWarm();
      this.#ask(question);
    });
  }

  #ask(question: string): void {
    this.#socket.write(question, "latin1");
  }

  #take(length: number): void {
    this.#requestCount += 1;
    const end = this.#buffer[length - 1] === NEWLINE ? length - 1 : length;
    const answer = this.#buffer.toString("latin1", 0, end);
    if (answer !== this.#lastAnswer) {
      this.#lastAnswer = answer;
      this.#answers.add(answer);
    }
    this.#onAnswer?.();
  }
}
