import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { compiledModule } from "../../paths.js";
import type { MailForm, MailSettings } from "./mail-form.js";

/** A thread that sends the mails it is told of, so that sending takes nothing from the page's event loop. */
export async function openWorkerThread({ smtpPort }: MailSettings): Promise<MailForm> {
  const file = compiledModule("servers", "background", "mail-thread.js");
  const thread = new Worker(file, { workerData: { smtpPort } });
  await once(thread, "online");
  return {
    async accept(mail) {
      thread.postMessage(mail);
    },
    async drain() {
      // Behind all mails: the thread takes its messages in their order.
      thread.postMessage("end");
      await once(thread, "exit");
    },
  };
}
