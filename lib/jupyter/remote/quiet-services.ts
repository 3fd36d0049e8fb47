import { messageOf } from "../../errors.js";

/**
 * What `@jupyterlab/services` tells the console about a connection that it opens, loses or ends, and about an error
 * page of a proxy, which is no JSON.
 */
const CHATTER =
  /^(Starting WebSocket: |Kernel: |Connection lost, reconnecting|Canceled future for |Unexpected (token|end of JSON) )/;

let quiet = false;

/**
 * Keeps the chatter of `@jupyterlab/services` off the terminal, which shows the progress of a run: what matters of it
 * arrives there as an event or an error. There is no setting for it; everything else on the console passes.
 */
export function quietServices(): void {
  if (quiet) return;
  quiet = true;
  for (const level of ["debug", "warn", "error"] as const) {
    const print = console[level].bind(console);
    console[level] = (...parts: unknown[]) => {
      if (!CHATTER.test(messageOf(parts[0]))) print(...parts);
    };
  }
}
