import { setTimeout as delay } from "node:timers/promises";

/** Waits that long, or rejects with the signal's own reason. */
export async function waitMs(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, signal && { signal });
  } catch (error) {
    // Node wraps the reason in an AbortError.
    throw signal?.aborted ? signal.reason : error;
  }
}
