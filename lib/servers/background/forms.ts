import type { MailForm, MailSettings } from "./mail-form.js";

/** Every form by its name; each is loaded alone, so that none pays for the libraries of another. */
export const mailForms = {
  inline: async (settings) => (await import("./inline.js")).openInline(settings),
  "fire-and-forget": async (settings) => (await import("./fire-and-forget.js")).openFireAndForget(settings),
  "bounded-queue": async (settings) => (await import("./bounded-queue.js")).openBoundedQueue(settings),
  "worker-thread": async (settings) => (await import("./worker-thread.js")).openWorkerThread(settings),
  "sqlite-queue": async (settings) => (await import("./sqlite-queue.js")).openSqliteQueue(settings),
  "redis-queue": async (settings) => (await import("./redis-queue.js")).openRedisQueue(settings),
} satisfies Record<string, (settings: MailSettings) => Promise<MailForm>>;

export type MailFormName = keyof typeof mailForms;
