/**
 * Calls `interrupt` on each SIGINT, also after a cell has added a listener of its own.
 *
 * Node takes all listeners of SIGINT away while a cell's synchronous code runs, and watches for the signal itself;
 * when it stops watching, it leaves the signal to end the process, and counts on the first listener that comes back
 * to change that. A listener that the cell added meanwhile, such as of a library that it imported, makes that one no
 * longer the first: from then on SIGINT would end the kernel. So whenever somebody adds a listener, all are taken off
 * and added again, once the code that added it has ended.
 */
export function onInterruptSignal(interrupt: () => void): void {
  let renewing = false;
  const renew = () => {
    const listeners = process.rawListeners("SIGINT") as (() => void)[];
    process.removeAllListeners("SIGINT");
    for (const listener of listeners) process.on("SIGINT", listener);
    renewing = false;
  };
  process.on("SIGINT", interrupt);
  process.on("newListener", (event) => {
    if (event !== "SIGINT" || renewing) return;
    renewing = true;
    setImmediate(renew);
  });
}
