/** What a session does to the world: replies, the end of the connection, and mails. */
export interface SmtpPeer {
  reply(line: string): void;
  end(): void;
  /** Takes a mail, headers and body, and settles when its sender may be told so. */
  accept(mail: string): Promise<void>;
}

const LINE_LIMIT_CHARS = 1_000_000;

/**
 * The receiving side of one SMTP connection, as far as it takes to receive mail: EHLO, HELO, MAIL, RCPT, DATA, RSET,
 * NOOP and QUIT, no extension, each command answered before the next one is looked at.
 *
 * *Source*: RFC 5321.
 */
export class SmtpSession {
  readonly #peer: SmtpPeer;
  #received = "";
  /** The lines of the mail under way, or undefined between mails. */
  #data: string[] | undefined;
  #hasRecipient = false;
  #busy = false;

  constructor(peer: SmtpPeer) {
    this.#peer = peer;
  }

  greet(): void {
    this.#peer.reply("220 mail sink");
  }

  /** Takes what came over the connection, in whatever pieces. */
  receive(text: string): void {
    this.#received += text;
    if (this.#received.length > LINE_LIMIT_CHARS) {
      this.#peer.end();
      return;
    }
    this.#work();
  }

  #work(): void {
    while (!this.#busy) {
      const end = this.#received.indexOf("\r\n");
      if (end < 0) return;
      const line = this.#received.slice(0, end);
      this.#received = this.#received.slice(end + 2);
      if (this.#data === undefined) this.#command(line);
      else this.#dataLine(this.#data, line);
    }
  }

  #dataLine(lines: string[], line: string): void {
    if (line !== ".") {
      // A dot that begins a line was doubled, so that it does not end the mail.
      lines.push(line.startsWith(".") ? line.slice(1) : line);
      return;
    }
    this.#data = undefined;
    this.#hasRecipient = false;
    this.#busy = true;
    void this.#peer.accept(lines.join("\r\n")).then(() => {
      this.#busy = false;
      this.#peer.reply("250 accepted");
      this.#work();
    });
  }

  #command(line: string): void {
    switch (line.slice(0, 4).toUpperCase()) {
      case "EHLO":
      case "HELO":
      case "MAIL":
      case "RSET":
        this.#hasRecipient = false;
        this.#peer.reply("250 mail sink");
        return;
      case "RCPT":
        this.#hasRecipient = true;
        this.#peer.reply("250 ok");
        return;
      case "NOOP":
        this.#peer.reply("250 ok");
        return;
      case "DATA":
        if (!this.#hasRecipient) {
          this.#peer.reply("503 expected RCPT first");
          return;
        }
        this.#data = [];
        this.#peer.reply("354 end with a dot on a line of its own");
        return;
      case "QUIT":
        this.#peer.reply("221 bye");
        this.#peer.end();
        return;
      default:
        this.#peer.reply("502 not known here");
    }
  }
}
