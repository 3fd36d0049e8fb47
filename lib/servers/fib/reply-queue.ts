import { messageOf } from "../../errors.js";

interface Reply {
  text: string | undefined;
}

/** The line that tells a client what was wrong. */
export function errorLine(reason: string): string {
  return `error: ${reason}\n`;
}

/**
 * Sends replies in the order of their requests, whatever the order in which they are found. A reply that is there
 * while none is awaited goes out at once, without a promise.
 */
export class ReplyQueue {
  readonly #send: (text: string) => void;
  readonly #awaited: Reply[] = [];
  readonly #onIdle: () => void;

  /** @param onIdle called whenever the last awaited reply has been sent */
  constructor(send: (text: string) => void, onIdle: () => void) {
    this.#send = send;
    this.#onIdle = onIdle;
  }

  /** Replies that are not sent yet. */
  get size(): number {
    return this.#awaited.length;
  }

  add(reply: number | Promise<number>): void {
    if (typeof reply === "number") this.#addText(`${reply}\n`);
    else this.#addAwaited(reply);
  }

  addError(reason: string): void {
    this.#addText(errorLine(reason));
  }

  #addAwaited(reply: Promise<number>): void {
    const awaited: Reply = { text: undefined };
    this.#awaited.push(awaited);
    void reply.then(
      (value) => this.#fill(awaited, `${value}\n`),
      (error) => this.#fill(awaited, errorLine(messageOf(error))),
    );
  }

  #addText(text: string): void {
    if (this.#awaited.length === 0) this.#send(text);
    else this.#awaited.push({ text });
  }

  #fill(reply: Reply, text: string): void {
    reply.text = text;
    let first = this.#awaited[0];
    while (first?.text !== undefined) {
      this.#send(first.text);
      this.#awaited.shift();
      first = this.#awaited[0];
    }
    if (first === undefined) this.#onIdle();
  }
}
