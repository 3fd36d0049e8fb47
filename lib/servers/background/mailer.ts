import { createTransport } from "nodemailer";
import type { Mail } from "./mail.js";

/** Sends a mail over a connection of its own, as Python's smtplib and Go's net/smtp do; rejects when it was refused. */
export type SendMail = (mail: Mail) => Promise<void>;

export function openMailer(smtpPort: number): SendMail {
  const transport = createTransport({ host: "127.0.0.1", port: smtpPort, secure: false, ignoreTLS: true });
  return async ({ id, to }) => {
    await transport.sendMail({
      from: "shop@interleave.test",
      to,
      subject: "Welcome",
      text: "Thank you for joining.",
      messageId: `<${id}@interleave.test>`,
    });
  };
}
