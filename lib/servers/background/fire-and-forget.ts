import { messageOf } from "../../errors.js";
import type { MailForm, MailSettings } from "./mail-form.js";
import { openMailer } from "./mailer.js";

/** The mail is begun and nobody waits for it: neither the page, nor the process when it ends. */
export function openFireAndForget({ smtpPort }: MailSettings): MailForm {
  const send = openMailer(smtpPort);
  return {
    async accept(mail) {
      send(mail).catch((error: unknown) => process.stderr.write(`${mail.id}: ${messageOf(error)}\n`));
    },
  };
}
