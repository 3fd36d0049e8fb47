import type { Random } from "../../stats/random.js";
import { learnMethods, moves, versionGroups } from "./game-data.js";
import type { Pokemon } from "./pokemon-table.js";

/** How often a move is learnt otherwise in the next game: another method, level and place in the list. */
const CHANGE_PROBABILITY = 0.3;
/** The documents list moves in the order of their numbers, with gaps up to this. */
const WIDEST_GAP = 8;
/** Entries of one move at most. */
const MOST_ENTRIES = 24;

const moveTexts = moves.map((move) => JSON.stringify(move));
const methodTexts = learnMethods.map((method) => JSON.stringify(method));
const groupTexts = versionGroups.map((group) => JSON.stringify(group));

/**
 * The `moves` of a document as JSON: as many as fit into `roomBytes`, which leaves less than one entry unused.
 */
export function learntMovesJson(roomBytes: number, pokemon: Pokemon, random: Random): string {
  const entriesPerMove = entriesPerMoveFor(pokemon);
  const learnt: string[] = [];
  let room = roomBytes - "[]".length;
  for (let move = random.below(WIDEST_GAP); ; move += 1 + random.below(WIDEST_GAP)) {
    const head = `{"move":${moveTexts[move % moveTexts.length]},"version_group_details":[`;
    const wanted = 1 + Math.floor(random.float() * entriesPerMove);
    const entries = learningEntries(wanted, room - head.length - "]},".length, random);
    if (entries.length > 0) learnt.push(`${head}${entries.join(",")}]}`);
    if (entries.length < wanted) return `[${learnt.join(",")}]`;
    room -= learnt.at(-1)!.length + ",".length;
  }
}

/**
 * How many entries a move has at most, so that the gzip form comes near its true size: few entries mean many
 * different moves, which compress less. The constants are a least-squares fit of
 * `gzip = 889 + json x (0.0229 + 0.0523 / (entries + 1))` over documents built with 2 to 20 entries.
 */
function entriesPerMoveFor({ jsonBytes, gzipBytes }: Pokemon): number {
  const entries = 0.0523 / ((gzipBytes - 889) / jsonBytes - 0.0229) - 1;
  return entries > 0 ? Math.min(Math.max(entries, 1), MOST_ENTRIES) : MOST_ENTRIES;
}

/** Up to `count` entries of a move, as many as fit with their commas into `roomBytes`. */
function learningEntries(count: number, roomBytes: number, random: Random): string[] {
  const entries: string[] = [];
  let room = roomBytes;
  let method = random.below(methodTexts.length);
  let level = levelFor(method, random);
  let group = random.below(groupTexts.length);
  while (entries.length < count) {
    // Written out, because several hundred thousand calls of JSON.stringify would double the time to start.
    const entry = `{"level_learned_at":${level},"move_learn_method":${methodTexts[method]},"order":null,"version_group":${groupTexts[group]}}`;
    room -= entry.length + ",".length;
    if (room < 0) break;
    entries.push(entry);
    group = (group + 1) % groupTexts.length;
    if (random.float() < CHANGE_PROBABILITY) {
      method = random.below(methodTexts.length);
      level = levelFor(method, random);
      group = random.below(groupTexts.length);
    }
  }
  return entries;
}

/** Only the first method, levelling up, has a level. */
function levelFor(method: number, random: Random): number {
  return method === 0 ? 1 + random.below(60) : 0;
}
