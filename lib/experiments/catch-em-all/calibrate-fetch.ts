import { availableParallelism } from "node:os";
import type { Variant } from "../../catalogue/entry.js";
import { goProgram, pythonProgram, strategy } from "../../catalogue/sources.js";
import { traceJob } from "../../measure/run-job.js";
import type { Origin } from "../../servers/origin/origin.js";
import { median } from "../../stats/quantile.js";
import type { Preparation } from "../experiment.js";
import type { Settings } from "../settings.js";
import { fetchJob } from "./fetch-job.js";
import { type FetchConditions, HANDSHAKE_ROUND_TRIPS } from "./fetch-model.js";
import type { FetchLanguage, FetchPrices, LanguagePrices } from "./fetch-prediction.js";
import { findFetchProgram } from "./fetch-programs.js";
import { seenAtOrigin } from "./use-origin.js";

type Network = Omit<FetchConditions, "documents">;
type Program = Pick<Variant, "id" | "source">;

/** One document after the other, over one connection and over a new one for each. */
const PAIRS: Readonly<Record<FetchLanguage, { readonly kept: Program; readonly fresh: Program }>> = {
  typescript: {
    kept: { id: "ts/await-in-loop", source: strategy("serial") },
    fresh: { id: "ts/new-connection", source: strategy("serial") },
  },
  python: {
    kept: { id: "python/session", source: pythonProgram("fetch_session") },
    // Its connections share one reading of the certificates, the price of which is calibrated apart.
    fresh: { id: "python/prepared-context", source: pythonProgram("fetch_prepared_context") },
  },
  go: {
    kept: { id: "go/serial", source: goProgram("fetch-serial") },
    fresh: { id: "go/new-connection", source: goProgram("fetch-new-connection") },
  },
};
const READING_CERTIFICATES: Program = { id: "python/requests", source: pythonProgram("fetch_requests") };

/** An origin needs so many documents for a calibration. */
export const CALIBRATED_DOCUMENTS = 16;
const FRESH_DOCUMENTS = 4;

/** What a few documents showed of one program. */
interface Reading {
  /** Median time of a document of the later half; the first ones meet everything cold. */
  readonly documentMs: number;
  /** Processor time of the server and the relay in all. */
  readonly serverMs: number;
}

/**
 * The prices of a document and of a connection in each language, from short runs of the two simplest programs.
 * A language without a runtime, or one of whose runs failed, is left out: it gets no predictions.
 */
export async function calibrateFetch(
  languages: readonly FetchLanguage[],
  network: Network,
  origin: Origin,
  settings: Settings,
  preparation: Preparation,
): Promise<FetchPrices> {
  const byLanguage = new Map<FetchLanguage, LanguagePrices>();
  let certificatesMs = 0;
  const read = (program: Program, documents: number) =>
    readProgram(program, { ...network, documents }, origin, settings, preparation);
  for (const language of languages) {
    preparation.onStep(`calibrating the prices of a document and a connection in ${language}`);
    const kept = await read(PAIRS[language].kept, CALIBRATED_DOCUMENTS);
    const fresh = kept && (await read(PAIRS[language].fresh, FRESH_DOCUMENTS));
    if (!kept || !fresh) continue;
    if (language === "python") {
      const reading = await read(READING_CERTIFICATES, FRESH_DOCUMENTS);
      if (!reading) continue;
      certificatesMs = Math.max(0, reading.documentMs - fresh.documentMs);
    }
    byLanguage.set(language, pricesOf(kept, fresh, network));
  }
  return { byLanguage, certificatesMs, coreCount: availableParallelism() };
}

/** What lies beyond the round trips is the price; no price is below nothing, whatever the noise. */
export function pricesOf(kept: Reading, fresh: Reading, { rttMs, serviceMs }: Network): LanguagePrices {
  // Both runs' time at the server is so many documents and so many connections.
  const freshServerMs = fresh.serverMs / FRESH_DOCUMENTS;
  const serverRequestMs = Math.max(0, (kept.serverMs - freshServerMs) / (CALIBRATED_DOCUMENTS - 1));
  return {
    requestMs: Math.max(0, kept.documentMs - rttMs - serviceMs),
    connectionMs: Math.max(0, fresh.documentMs - kept.documentMs - HANDSHAKE_ROUND_TRIPS * rttMs),
    serverRequestMs,
    serverConnectionMs: Math.max(0, freshServerMs - serverRequestMs),
  };
}

async function readProgram(
  program: Program,
  conditions: FetchConditions,
  origin: Origin,
  settings: Settings,
  preparation: Preparation,
): Promise<Reading | undefined> {
  const name = program.id.slice(program.id.indexOf("/") + 1);
  const found = await findFetchProgram(program, name, origin, settings, preparation);
  if ("missing" in found) return undefined;
  let durationsMs: number[] = [];
  const sample = await seenAtOrigin(origin, async () => {
    const job = await traceJob(...fetchJob(found, origin, conditions, preparation.signal));
    durationsMs = (job.trace ?? []).map(([, startMs, endMs]) => endMs - startMs);
    return job.sample;
  });
  const { originCpuMs, relayCpuMs } = sample.counters ?? {};
  if (sample.status !== "ok" || durationsMs.length < 2) return undefined;
  return {
    documentMs: median(durationsMs.slice(durationsMs.length / 2)),
    serverMs: (originCpuMs ?? 0) + (relayCpuMs ?? 0),
  };
}
