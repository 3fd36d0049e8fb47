/** The inside of the thread that sends mails: begins each when it is told of it; ends, when asked to, after the last. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../errors.js";
import type { Mail } from "./mail.js";
import { openMailer } from "./mailer.js";

const send = openMailer((workerData as { readonly smtpPort: number }).smtpPort);
// The port keeps the thread alive; without it the thread ends when nothing is on its way any more.
parentPort!.on("message", (message: Mail | "end") => {
  if (message === "end") parentPort!.close();
  else send(message).catch((error: unknown) => process.stderr.write(`${message.id}: ${messageOf(error)}\n`));
});
