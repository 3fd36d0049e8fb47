import { setTimeout as sleepFor } from "node:timers/promises";
import { catchEmAll } from "../../catalogue/catch-em-all.js";
import type { Profile } from "../../catalogue/entry.js";
import type { SampleBody } from "../../measure/run-job.js";
import type { DocumentFault, FaultKind } from "../../servers/origin/document-fault.js";
import type { Origin } from "../../servers/origin/origin.js";
import { startOrigin } from "../../servers/origin/start-origin.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";
import { faultCounted } from "./fault-counted.js";
import { LOCAL_ONLY } from "./use-origin.js";

const parameters = {
  documents: { smoke: 20, quick: 150, full: 150, minimum: 10, maximum: 898, says: "how many to fetch" },
  timeoutMs: {
    smoke: 500,
    quick: 800,
    full: 2000,
    minimum: 50,
    maximum: 30_000,
    says: "how long a program that gives up waits for an answer, in ms",
  },
  lateMs: {
    smoke: 700,
    // The essay's program waits for two seconds.
    quick: 2200,
    full: 5000,
    minimum: 100,
    maximum: 60_000,
    says: "how late the late answer is, in ms",
  },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** Among the first to be asked for, so that every program asks over a connection that is new: some try again on one that is not. */
const FAULTY_DOCUMENT = 7;
/** Long enough for every request to be on its way before the first answer. */
const RTT_MS = 10;
/** So long without a request, and all are there: several times what the relay holds one back. */
const QUIET_MS = 5 * RTT_MS;
const TIME_LIMIT_MS = 60_000;

/** The headline first. */
const KINDS: Readonly<Record<Profile, readonly FaultKind[]>> = {
  smoke: ["late", "reset"],
  quick: ["late", "status-500", "truncated", "status-429", "reset"],
  full: ["late", "status-500", "truncated", "malformed", "status-429", "reset"],
};

/** D2 `faults`: one answer among many goes wrong. It counts, so one round is enough. */
export const faults: RunnableExperiment = {
  document: "catch-em-all",
  id: "faults",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    preparation.onStep("starting the origin and its relay");
    const origin = await startOrigin({
      documents: chosen.documents,
      rttMs: RTT_MS,
      // What fails is the answer: how it is carried would only cost time.
      tls: "off",
      namesOnly: true,
      signal: preparation.signal,
    });
    try {
      return await prepareJobs(
        {
          document: catchEmAll,
          id: "faults",
          timed: false,
          parameters: chosen,
          cells: KINDS[settings.profile].map((kind) => cellOf(kind, chosen, origin)),
          warnings: settings.originUrl === undefined ? [] : [LOCAL_ONLY],
          close: () => origin.stop(),
        },
        await findPrograms(catchEmAll, "faults", settings, preparation),
        preparation,
      );
    } catch (thrown) {
      await origin.stop();
      throw thrown;
    }
  },
};

function cellOf(kind: FaultKind, { documents, timeoutMs, lateMs }: Chosen, origin: Origin): JobCell {
  const fault: DocumentFault = { document: FAULTY_DOCUMENT, kind, ...(kind === "late" && { lateMs }) };
  return {
    id: kind,
    description: { parameters: { documents, timeoutMs, ...(kind === "late" && { lateMs }), fault: kind } },
    argument: () => ({ origin: origin.url, documents, timeoutMs }),
    timeLimitMs: TIME_LIMIT_MS + (fault.lateMs ?? 0),
    around: (run) => meetingFault(origin, fault, documents, run),
  };
}

async function meetingFault(
  origin: Origin,
  fault: DocumentFault,
  documents: number,
  run: () => Promise<SampleBody>,
): Promise<SampleBody> {
  await origin.configure({ fault });
  await origin.reset();
  const sample = faultCounted(await run(), { documents, faulty: fault.document });
  const originRequests = await requestsInAll(origin);
  return sample.counters ? { ...sample, counters: { ...sample.counters, originRequests } } : sample;
}

/**
 * What the origin was asked for, once nothing more comes: a program that died leaves requests on their way through the
 * relay, which would count for the next, or meet its fault.
 */
async function requestsInAll(origin: Origin): Promise<number> {
  for (let before = -1; ; ) {
    const { requests } = (await origin.counters())!;
    if (requests === before) return requests;
    before = requests;
    await sleepFor(QUIET_MS);
  }
}
