import { LARGEST_FIB_INPUT } from "../../workloads/fib.js";

/** Takes what a {@link RequestReader} finds, in the order of the bytes. */
export interface RequestSink {
  request(n: number): void;
  /** A request that is none; `reason` says what was expected and what came. */
  refuse(reason: string): void;
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
/** What the essay's servers read at once; no request that makes sense comes near it. */
const LONGEST_REQUEST_BYTES = 100;
const SHOWN_BYTES = 20;

const newRequest = new Uint8Array(0);

/**
 * Finds the requests in the bytes of one connection, each the digits of an n from 1 to `LARGEST_FIB_INPUT`.
 *
 * Two kinds of client come. One ends each request with a newline. The essay's sends the bare digits and waits for
 * the answer, so that a request ends where its segment does. A connection shows of which kind it is:
 *
 * - Once a newline has come, only newlines end a request: merged and torn segments are read rightly.
 * - A first segment without one is held back. When more follows, it is judged as a whole; when the connection stays
 *   quiet, or the client ends it, it was a request of the essay's kind, and from then on every segment is one. The
 *   owner watches the time: see {@link undecided} and {@link quiet}.
 *
 * What this cannot tell apart: bare digits of the essay's kind that were merged ("1" and "1") are 11. Its clients
 * never have two requests under way on one connection.
 */
export class RequestReader {
  readonly #sink: RequestSink;
  #kind: "unknown" | "lines" | "segments" = "unknown";
  /** The start of a request whose end has not come yet. */
  #held: Uint8Array = newRequest;

  constructor(sink: RequestSink) {
    this.#sink = sink;
  }

  /** True while a first segment is held back, for want of knowing whether it is a whole request. */
  get undecided(): boolean {
    return this.#kind === "unknown" && this.#held.length > 0;
  }

  /**
   * Reads on.
   *
   * @returns false when the request has grown past any sense, which has been refused: nothing after it can be told
   *   apart, so the connection should end
   */
  push(segment: Uint8Array): boolean {
    const bytes = this.#held.length === 0 ? segment : Buffer.concat([this.#held, segment]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.#kind = "lines";
      this.#take(bytes, start, end);
      start = end + 1;
    }
    if (this.#kind === "segments") {
      this.#take(bytes, start, bytes.length);
      return true;
    }
    this.#held = start === bytes.length ? newRequest : Uint8Array.from(bytes.subarray(start));
    if (this.#held.length <= LONGEST_REQUEST_BYTES) return true;
    this.#sink.refuse(refusal(this.#held));
    this.#held = newRequest;
    return false;
  }

  /** Nothing has followed the first segment for a while: it was a whole request. */
  quiet(): void {
    if (!this.undecided) return;
    this.#kind = "segments";
    this.end();
  }

  /** The client sends no more: what is held is the last request. */
  end(): void {
    const last = this.#held;
    this.#held = newRequest;
    if (last.length > 0) this.#take(last, 0, last.length);
  }

  #take(bytes: Uint8Array, start: number, lineEnd: number): void {
    const end = lineEnd > start && bytes[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    let n = 0;
    for (let index = start; index < end; index += 1) {
      const digit = bytes[index]! - ZERO;
      n = digit >= 0 && digit <= 9 ? n * 10 + digit : Number.NaN;
    }
    // Not a number is neither from 1 up nor up to anything.
    if (n >= 1 && n <= LARGEST_FIB_INPUT) this.#sink.request(n);
    else this.#sink.refuse(refusal(bytes.subarray(start, end)));
  }
}

function refusal(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, SHOWN_BYTES)).toString("latin1");
  const came =
    bytes.length === 0 ? "nothing" : JSON.stringify(bytes.length > SHOWN_BYTES ? `${text}...` : text);
  return `expected a whole number from 1 to ${LARGEST_FIB_INPUT}, got ${came}`;
}
