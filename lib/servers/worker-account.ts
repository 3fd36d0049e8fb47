import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const END = "end";

interface Told<Account> {
  readonly account: Account;
}

/**
 * Asks a worker process for its account and ends it. The worker waits to be let go, since the system may tell of its
 * end before the last of its messages has been read.
 *
 * @param worker one that serves: what is sent to a worker of a cluster before it listens to messages is lost.
 * @returns null for a worker that has died: it took its account with it.
 */
export async function endWorker<Account>(worker: ChildProcess): Promise<Account | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return null;
  const exited = once(worker, "exit");
  const told = new Promise<Account>((resolve) => {
    worker.on("message", (message: Partial<Told<Account>>) => {
      if (message.account !== undefined) resolve(message.account);
    });
  });
  // A channel that is closed belongs to a worker that is ending.
  worker.send(END, () => {});
  const account = await Promise.race([told, exited.then(() => null)]);
  if (worker.connected) worker.disconnect();
  await exited;
  return account;
}

/** The inside of a worker: tells its account when the primary asks, and ends with the channel to it. */
export function tellAccountAtEnd(account: () => unknown): void {
  process.on("message", (message) => {
    if (message === END) process.send?.({ account: account() }, () => {});
  });
  process.on("disconnect", () => process.exit(0));
}
