import { availableParallelism } from "node:os";
import { monotonicClock } from "../../clock.js";
import { buildDocument } from "../../servers/origin/documents.js";
import { firstPokemon } from "../../servers/origin/pokemon-table.js";
import { decodeName } from "../../workloads/decode-name.js";
import type { FetchCosts } from "./fetch-model.js";

/** What the relay was seen to pass on two shared cores; documents come nowhere near it. */
const RELAY_BYTES_PER_SECOND = 230e6;
const PASSES = 3;

/**
 * What fetching the first `count` documents costs any program at least: their compressed bytes, and the processor
 * time of decoding them, measured here as the fastest of three passes. Inflating is left out, which only lowers the
 * bound.
 */
export function decodingCosts(count: number): FetchCosts {
  const pokemon = firstPokemon(count);
  const documents = pokemon.map(buildDocument);
  const passes = Array.from({ length: PASSES }, () => {
    const startMs = monotonicClock.now();
    for (const document of documents) decodeName(document);
    return monotonicClock.now() - startMs;
  });
  return {
    bodyBytes: pokemon.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
    bytesPerSecond: RELAY_BYTES_PER_SECOND,
    decodeCpuMs: Math.min(...passes),
    coreCount: availableParallelism(),
  };
}
