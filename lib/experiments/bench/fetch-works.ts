import type { BenchWork } from "../../catalogue/bench/bench-work.js";
import { fetch as fetchEntry } from "../../catalogue/catch-em-all/fetch.js";
import type { VariantId } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import { runJob } from "../../measure/run-job.js";
import type { Origin } from "../../servers/origin/origin.js";
import { startOrigin } from "../../servers/origin/start-origin.js";
import { fetchJob } from "../catch-em-all/fetch-job.js";
import { findFetchProgram } from "../catch-em-all/fetch-programs.js";
import type { OpenOptions, OpenWork } from "./open-work.js";

export interface Fetching {
  readonly documents: number;
  /** `small`: 20,000 bytes that hardly need decoding, uncompressed; `real`: those of the PokeAPI, compressed. */
  readonly sizes: "small" | "real";
}

const SMALL_BYTES = 20_000;

/** The fetch programs of D2 without what stands between client and server there: the relay, TLS and round trips. */
export function openFetching({ documents, sizes }: Fetching) {
  return (work: BenchWork) =>
    async (options: OpenOptions): Promise<OpenWork> => {
      const { shrink = 1, signal } = options;
      const count = Math.max(1, Math.round(documents / shrink));
      options.onStep(`starting a server of ${count} documents`);
      const origin = await startOrigin({
        documents: count,
        rttMs: 0,
        relay: false,
        tls: "off",
        ...(sizes === "small" && { gzip: false, paddedToBytes: SMALL_BYTES }),
        signal,
      });
      try {
        const subjects: Subject[] = [];
        for (const { id } of work.subjects) subjects.push(await subjectOf(id, count, origin, options));
        return { subjects, close: () => origin.stop() };
      } catch (thrown) {
        await origin.stop();
        throw thrown;
      }
    };
}

async function subjectOf(
  id: VariantId,
  documents: number,
  origin: Origin,
  options: OpenOptions,
): Promise<Subject> {
  const source = fetchEntry.variants.find((variant) => variant.id === id)?.source ?? "";
  const settings = { profile: "quick", peers: options.peers, seed: options.seed, parameters: {} } as const;
  const program = await findFetchProgram({ id, source }, id.slice("ts/".length), origin, settings, options);
  if ("missing" in program) return { id, missing: program.missing };
  const conditions = { documents, limit: documents, rttMs: 0, serviceMs: 0 };
  return {
    id,
    sample: ({ signal }) => runJob(...fetchJob(program, origin, conditions, signal)),
  };
}
