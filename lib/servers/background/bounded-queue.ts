import { messageOf } from "../../errors.js";
import { Channel } from "../../primitives/channel.js";
import type { Mail } from "./mail.js";
import { type MailForm, type MailSettings, SENDING_LIMIT } from "./mail-form.js";
import { openMailer } from "./mailer.js";

/** Mails that wait in memory at most; a page that finds as many waits for a place. */
const QUEUE_LIMIT = 1_000;

/** A queue in the memory of the process, and workers that send what is in it; a process asked to end sends the rest. */
export function openBoundedQueue({ smtpPort }: MailSettings): MailForm {
  const send = openMailer(smtpPort);
  const queue = new Channel<Mail>(QUEUE_LIMIT, "mails");
  const workers = Array.from({ length: SENDING_LIMIT }, async () => {
    for await (const mail of queue) {
      await send(mail).catch((error: unknown) => process.stderr.write(`${mail.id}: ${messageOf(error)}\n`));
    }
  });
  return {
    async accept(mail) {
      await queue.send(mail);
    },
    async drain() {
      queue.close();
      await Promise.all(workers);
    },
  };
}
