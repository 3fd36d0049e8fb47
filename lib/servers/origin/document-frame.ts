import type { Random } from "../../stats/random.js";
import {
  abilities,
  encountersUrl,
  type Resource,
  resource,
  stats,
  types,
  versionGroups,
} from "./game-data.js";
import type { Pokemon } from "./pokemon-table.js";

const SPRITES = "https://raw.githubusercontent.com/PokeAPI/sprites/master/sprites/pokemon";

/** Everything in a document but its moves and sprites, which stand as empty places in the order of the keys. */
export function documentFrame({ id, name }: Pokemon, random: Random) {
  const pick = (resources: readonly Resource[]) => resources[random.below(resources.length)];
  return {
    abilities: [
      { ability: pick(abilities), is_hidden: false, slot: 1 },
      { ability: pick(abilities), is_hidden: true, slot: 3 },
    ],
    base_experience: 36 + random.below(300),
    forms: [resource("pokemon-form", name, id)],
    game_indices: [],
    height: 1 + random.below(60),
    held_items: [],
    id,
    is_default: true,
    location_area_encounters: encountersUrl(id),
    moves: null,
    name,
    order: id,
    past_types: [],
    species: resource("pokemon-species", name, id),
    sprites: null,
    stats: stats.map((stat) => ({ base_stat: 20 + random.below(110), effort: random.below(3), stat })),
    types: [{ slot: 1, type: pick(types) }],
    weight: 1 + random.below(2000),
  };
}

/** The `sprites` of a document: at least one file name, and then as many games as `budgetBytes` holds. */
export function spritesJson(id: number, budgetBytes: number): string {
  const parts = [`"front_default":"${SPRITES}/${id}.png"`];
  let bytes = parts[0]!.length + "{}".length;
  for (const [index, { name }] of versionGroups.entries()) {
    const part = `"${name}":${JSON.stringify(gameSprites(id, `${SPRITES}/versions/generation-${index}/${name}`))}`;
    bytes += part.length + ",".length;
    if (bytes > budgetBytes) break;
    parts.push(part);
  }
  return `{${parts.join(",")}}`;
}

function gameSprites(id: number, folder: string) {
  return {
    back_default: `${folder}/back/${id}.png`,
    back_female: null,
    back_shiny: `${folder}/back/shiny/${id}.png`,
    front_default: `${folder}/${id}.png`,
    front_female: null,
    front_shiny: `${folder}/shiny/${id}.png`,
  };
}
