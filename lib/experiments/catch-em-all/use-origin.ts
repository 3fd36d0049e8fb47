import { RunError } from "../../errors.js";
import { isLoopback } from "../../loopback.js";
import type { SampleBody } from "../../measure/run-job.js";
import { externalOrigin } from "../../servers/origin/external-origin.js";
import type { Origin } from "../../servers/origin/origin.js";
import { startOrigin } from "../../servers/origin/start-origin.js";
import type { Preparation } from "../experiment.js";
import type { Settings } from "../settings.js";

/** A warning for experiments that change the network, which no other server lets them. */
export const LOCAL_ONLY =
  "Measured at the local origin and not at the server that was named: the network has to be ours to be changed.";

/** A warning for experiments whose programs are short: why the system sees more of them than they report. */
export const COMPILES_TO_THE_END =
  "A TypeScript program that ends within about 0.2 s of its first request waits at its end for V8, which is then still compiling undici's HTTP parser, a WebAssembly module, in the background: about 0.1 s, and as much processor time, that its report cannot hold.";

/** The local origin, or the server that the settings name. */
export async function openOrigin(
  { originUrl }: Settings,
  network: { readonly documents: number; readonly rttMs: number; readonly serviceMs: number },
  { signal, onStep }: Preparation,
): Promise<Origin> {
  onStep(originUrl ? `asking ${originUrl}` : "starting the origin and its relay");
  return originUrl ? externalOrigin(originUrl, signal) : startOrigin({ ...network, signal });
}

/** A server of other people: it gets one round, and few requests at a time. */
export function isElsewhere({ originUrl }: Settings): boolean {
  return originUrl !== undefined && !isLoopback(originUrl);
}

/**
 * A sample with what the origin saw of it: connections, requests in flight, and the processor time of its processes.
 *
 * @throws RunError when a server asks us to stop, by status 429
 */
export async function seenAtOrigin(origin: Origin, run: () => Promise<SampleBody>): Promise<SampleBody> {
  await origin.reset();
  const sample = await run();
  const seen = await origin.counters();
  if (sample.status !== "ok" && /\b429\b/.test(`${sample.reason} ${sample.stderrTail}`)) {
    throw new RunError(
      `${origin.url} answered 429, too many requests: stopped. Try again later, or the local origin.`,
    );
  }
  if (!seen || !sample.counters) return sample;
  const counters = {
    ...sample.counters,
    originConnections: seen.connections,
    originRequests: seen.requests,
    originMaxInFlight: seen.maxInFlight,
    originCpuMs: seen.serverCpuMs,
    relayCpuMs: seen.relayCpuMs,
  };
  return { ...sample, counters };
}
