import path from "node:path";
import Database from "libsql";
import { messageOf } from "../../errors.js";
import type { Mail } from "./mail.js";
import { type MailForm, type MailSettings, SENDING_LIMIT } from "./mail-form.js";
import { openMailer, type SendMail } from "./mailer.js";

const RETRY_MS = 1_000;

/**
 * A table of mails in a file: the page is answered once its mail is a row, and the row goes once the mail is sent. A
 * process that starts sends what it finds, so that no mail is lost, and one that was on its way may come twice.
 *
 * `synchronous` is NORMAL: what is committed outlives the process, as a kill demands; a power cut may take the last
 * commits, which only FULL, with a wait for the disk at every page, would keep.
 */
export function openSqliteQueue({ smtpPort, folder }: MailSettings): MailForm {
  const queue = new SqliteQueue(path.join(folder, "mails.db"), openMailer(smtpPort));
  return {
    accept: async (mail) => queue.add(mail),
    drain: () => queue.settle(),
  };
}

class SqliteQueue {
  readonly #send: SendMail;
  readonly #insert: Database.Statement;
  readonly #select: Database.Statement;
  readonly #delete: Database.Statement;
  readonly #onTheWay = new Map<string, Promise<void>>();
  /** Rows up to this one were begun. */
  #lastRow = 0;
  #draining = false;

  constructor(file: string, send: SendMail) {
    const database = new Database(file);
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    database.exec(
      "CREATE TABLE IF NOT EXISTS mails (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, recipient TEXT)",
    );
    this.#insert = database.prepare("INSERT INTO mails (id, recipient) VALUES (?, ?)");
    this.#select = database.prepare(
      "SELECT row, id, recipient FROM mails WHERE row > ? ORDER BY row LIMIT ?",
    );
    this.#delete = database.prepare("DELETE FROM mails WHERE id = ?");
    this.#send = send;
    this.#work();
  }

  add({ id, to }: Mail): void {
    this.#insert.run(id, to);
    this.#work();
  }

  /** Waits for the mails on their way; the rest stays in its rows. */
  async settle(): Promise<void> {
    this.#draining = true;
    await Promise.all(this.#onTheWay.values());
  }

  #work(): void {
    const room = SENDING_LIMIT - this.#onTheWay.size;
    if (this.#draining || room <= 0) return;
    const rows = this.#select.all(this.#lastRow, room) as { row: number; id: string; recipient: string }[];
    for (const { row, id, recipient } of rows) {
      this.#lastRow = row;
      this.#begin({ id, to: recipient });
    }
  }

  #begin(mail: Mail): void {
    if (!this.#draining) this.#onTheWay.set(mail.id, this.#deliver(mail));
  }

  async #deliver(mail: Mail): Promise<void> {
    try {
      await this.#send(mail);
      this.#delete.run(mail.id);
    } catch (error) {
      process.stderr.write(`${mail.id}: ${messageOf(error)}\n`);
      // Its row stays for the next process, should this one not live as long.
      setTimeout(() => this.#begin(mail), RETRY_MS);
    }
    this.#onTheWay.delete(mail.id);
    this.#work();
  }
}
