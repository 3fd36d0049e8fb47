import { seededRandom } from "../../stats/random.js";
import { documentFrame, spritesJson } from "./document-frame.js";
import { learntMovesJson } from "./learnt-moves.js";
import type { Pokemon } from "./pokemon-table.js";

/** What share of all documents' bytes the `moves` arrays take. */
const MOVES_SHARE = 0.92;

/**
 * The document of one Pokemon as minified JSON in ASCII, made up but for its name and id.
 *
 * - It has exactly `jsonBytes` bytes, and the keys and nesting of the PokeAPI's documents, so that decoding costs
 *   what it costs there. Over all 898, 93% of the bytes are in `moves`.
 * - Its gzip form (zlib, level 6) comes near `gzipBytes`: all 898 together are 0.4% below the true total, the first 150
 *   2.2% below; one document is off by 2.9% on average, and by 18% at worst, among the smallest.
 * - It depends on nothing but its row.
 */
export function buildDocument(pokemon: Pokemon): Buffer {
  const random = seededRandom(pokemon.id);
  const frame = documentFrame(pokemon, random);
  const frameBytes = JSON.stringify({ ...frame, moves: [], sprites: {} }).length - "[]{}".length;
  const sprites = spritesJson(pokemon.id, pokemon.jsonBytes * (1 - MOVES_SHARE) - frameBytes);
  const room = pokemon.jsonBytes - frameBytes - sprites.length;
  const moves = learntMovesJson(room, pokemon, random);
  // The last bytes go into a file name: an additional key would be a shape that no decoder meets in the field.
  const stretched = sprites.replace(".png", `${"0".repeat(room - moves.length)}.png`);
  const template = JSON.stringify({ ...frame, moves: "@moves", sprites: "@sprites" });
  return Buffer.from(template.replace('"@moves"', moves).replace('"@sprites"', stretched), "latin1");
}

/** The same without anything but its id and name: some 30 bytes, which cost nothing to send and to decode. */
export function buildNameDocument({ id, name }: Pokemon): Buffer {
  return Buffer.from(JSON.stringify({ id, name }), "latin1");
}

/** Its id and name, and padding up to so many bytes: what costs its bytes to send and hardly anything to decode. */
export function buildPaddedDocument({ id, name }: Pokemon, bytes: number): Buffer {
  const bare = JSON.stringify({ padding: "", id, name });
  const padding = "0".repeat(Math.max(0, bytes - bare.length));
  return Buffer.from(JSON.stringify({ padding, id, name }), "latin1");
}
