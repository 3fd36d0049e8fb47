import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { shown, UsageError } from "../../errors.js";
import { SmtpSession } from "./smtp-session.js";

/** What a sink has received. */
export interface SinkRecord {
  /** How often each mail came, by its id: what stands before the `@` of its `Message-ID`. */
  readonly mails: Readonly<Record<string, number>>;
  /** Connections that are open. */
  readonly openCount: number;
}

const LONGEST_DELAY_MS = 60_000;

/**
 * A mail server that keeps nothing but a count of each mail's id. A mail takes `delayMs`, half of it before the
 * greeting, as servers wait for senders of spam to lose patience, and half between its end and the reply, as they
 * look through its content.
 *
 * A mail counts from its end on: a sender that dies before it hears the reply has delivered it, and may send it again.
 *
 * *Source*: RFC 1047, for mails that are sent twice.
 */
export class MailSink {
  readonly server: Server = createServer({ noDelay: true }, (socket) => this.#receive(socket));
  readonly #counts = new Map<string, number>();
  #delayMs = 0;
  #openCount = 0;

  record(): SinkRecord {
    return { mails: Object.fromEntries(this.#counts), openCount: this.#openCount };
  }

  /** Forgets all mails. */
  reset(): void {
    this.#counts.clear();
  }

  /** @throws {UsageError} for anything but a `delayMs` from 0 to a minute. */
  configure({ delayMs, ...unknown }: Readonly<Record<string, unknown>>): void {
    const valid = typeof delayMs === "number" && delayMs >= 0 && delayMs <= LONGEST_DELAY_MS;
    if (!valid || Object.keys(unknown).length > 0)
      throw new UsageError(
        `expected \`delayMs\` alone, from 0 to ${LONGEST_DELAY_MS}, came ${shown({ delayMs, ...unknown })}; try {"delayMs":100}`,
      );
    this.#delayMs = delayMs;
  }

  #receive(socket: Socket): void {
    this.#openCount += 1;
    const halfMs = this.#delayMs / 2;
    const session = new SmtpSession({
      reply: (line) => {
        if (socket.writable) socket.write(`${line}\r\n`);
      },
      end: () => socket.end(),
      accept: (mail) => {
        const id = /^Message-ID:\s*<([^@>]+)@/im.exec(mail)?.[1] ?? "";
        this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
        return delay(halfMs);
      },
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#openCount -= 1;
    });
    socket.setEncoding("latin1").on("data", (text: string) => session.receive(text));
    void delay(halfMs).then(() => session.greet());
  }
}
