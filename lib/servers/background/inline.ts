import type { MailForm, MailSettings } from "./mail-form.js";
import { openMailer } from "./mailer.js";

/** The page waits for its mail: it promises nothing that is not done. */
export function openInline({ smtpPort }: MailSettings): MailForm {
  return { accept: openMailer(smtpPort) };
}
