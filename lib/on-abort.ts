import { setMaxListeners } from "node:events";

/**
 * Calls `react` with the signal's reason when it aborts, at once when it already has.
 *
 * @returns stops listening; calling it twice, or after the abort, does nothing
 */
export function onAbort(signal: AbortSignal, react: (reason: unknown) => void): () => void {
  if (signal.aborted) {
    react(signal.reason);
    return () => {};
  }
  // A thousand tasks under one signal are the normal case here, and each stops listening when it ends:
  // Node's warning of a leak from the eleventh listener on would be a false alarm.
  setMaxListeners(0, signal);
  const listener = () => react(signal.reason);
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}
