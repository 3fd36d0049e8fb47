import { setTimeout as delay } from "node:timers/promises";
import { timerMs } from "./durations.js";

/** Waits so long; rejects with the signal's own reason when it aborts, where Node gives an AbortError of its own. */
export async function sleepFor(delayMs: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(timerMs(delayMs), undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
