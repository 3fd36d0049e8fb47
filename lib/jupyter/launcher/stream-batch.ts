import { StringDecoder } from "node:string_decoder";

export type StreamName = "stdout" | "stderr";

/**
 * Gathers what a cell writes, so that a turn of the event loop costs one message and not one for each line.
 *
 * Order is kept across the two streams: a change of stream sends what was gathered for the other.
 * Code that never lets the event loop turn still sends every {@link BATCH_LIMIT} characters.
 */
export class StreamBatch {
  readonly #publish: (name: StreamName, text: string) => void;
  #name: StreamName = "stdout";
  #text = "";
  #scheduled = false;

  constructor(publish: (name: StreamName, text: string) => void) {
    this.#publish = publish;
  }

  add(name: StreamName, text: string): void {
    if (name !== this.#name) this.flush();
    this.#name = name;
    this.#text += text;
    if (this.#text.length >= BATCH_LIMIT) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }

  /** Sends what was gathered: before a display, which must not overtake it, and before the reply. */
  flush(): void {
    if (this.#text === "") return;
    const text = this.#text;
    this.#text = "";
    this.#publish(this.#name, text);
  }
}

/**
 * Sends what is written to the stream to `write` instead, until the next redirection: what a cell writes after
 * its end still belongs to it.
 *
 * A character whose bytes come in two chunks stays whole, and the callback of a write is called, which piping a
 * child's output into the stream relies on.
 */
export function redirect(stream: NodeJS.WriteStream, write: (text: string) => void): void {
  const decoder = new StringDecoder("utf8");
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    write(typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
    const callback = rest.findLast((argument) => typeof argument === "function");
    if (callback !== undefined) process.nextTick(callback as () => void);
    return true;
  };
}

/** In UTF-16 code units. */
const BATCH_LIMIT = 65_536;
