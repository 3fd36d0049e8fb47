import { Queue, Worker } from "bullmq";
import type { Mail } from "./mail.js";
import { type MailForm, type MailSettings, SENDING_LIMIT } from "./mail-form.js";
import { openMailer } from "./mailer.js";

/** BullMQ gives a dead worker's mail to another after this time; its default of 30 s would be the experiment's. */
const LOCK_MS = 1_000;

/**
 * BullMQ on a Redis: the page is answered once Redis has its mail. A worker that dies loses its hold on what it was
 * sending, and the next one sends that again.
 */
export async function openRedisQueue({ smtpPort, redisPort, queue: name }: MailSettings): Promise<MailForm> {
  const send = openMailer(smtpPort);
  const connection = { host: "127.0.0.1", port: redisPort };
  const queue = new Queue<Mail>(name, { connection });
  const worker = new Worker<Mail>(name, ({ data }) => send(data), {
    connection,
    concurrency: SENDING_LIMIT,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS / 2,
  });
  // Both go on trying when Redis is away; without a listener its first error would end the process.
  const note = (error: Error) => process.stderr.write(`BullMQ: ${error.message}\n`);
  queue.on("error", note);
  worker.on("error", note);
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  return {
    async accept(mail) {
      await queue.add("mail", mail, { removeOnComplete: true, attempts: 3 });
    },
    drain: () => worker.close(),
  };
}
