import type { Mail } from "./mail.js";

/** One way for a page to get a mail sent. */
export interface MailForm {
  /** Settles when the page may be answered; what has become of the mail by then is what tells the forms apart. */
  accept(mail: Mail): Promise<void>;
  /**
   * What the form does when its process is asked to end: sees to it that no accepted mail is lost. A form without it
   * ends at once, as a process does that does not listen for the signal.
   */
  drain?(): Promise<void>;
}

/** What a form needs to send mails, and to keep them. */
export interface MailSettings {
  readonly smtpPort: number;
  /** For the durable forms: the folder of their files, or the port of Redis and the name of their queue. */
  readonly folder: string;
  readonly redisPort: number;
  readonly queue: string;
}

/** Mails that a queue has on their way at once: more than the sink's delay needs at any rate measured here. */
export const SENDING_LIMIT = 32;
