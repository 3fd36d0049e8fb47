/** A reference as the PokeAPI writes it: everything in a document points at other documents this way. */
export interface Resource {
  readonly name: string;
  readonly url: string;
}

const API = "https://pokeapi.co/api/v2";

export function resource(kind: string, name: string, id: number): Resource {
  return { name, url: `${API}/${kind}/${id}/` };
}

export function encountersUrl(id: number): string {
  return `${API}/pokemon/${id}/encounters`;
}

export const versionGroups = resources("version-group", [
  "red-blue",
  "yellow",
  "gold-silver",
  "crystal",
  "ruby-sapphire",
  "emerald",
  "firered-leafgreen",
  "diamond-pearl",
  "platinum",
  "heartgold-soulsilver",
  "black-white",
  "colosseum",
  "xd",
  "black-2-white-2",
  "x-y",
  "omega-ruby-alpha-sapphire",
  "sun-moon",
  "ultra-sun-ultra-moon",
  "lets-go-pikachu-lets-go-eevee",
  "sword-shield",
]);

export const learnMethods = resources("move-learn-method", ["level-up", "egg", "tutor", "machine"]);

export const abilities = resources("ability", [
  "stench",
  "drizzle",
  "speed-boost",
  "battle-armor",
  "sturdy",
  "damp",
  "limber",
  "sand-veil",
  "static",
  "volt-absorb",
]);

export const stats = resources("stat", [
  "hp",
  "attack",
  "defense",
  "special-attack",
  "special-defense",
  "speed",
]);

export const types = resources("type", [
  "normal",
  "fighting",
  "flying",
  "poison",
  "ground",
  "rock",
  "bug",
  "ghost",
  "steel",
  "fire",
  "water",
  "grass",
  "electric",
  "psychic",
  "ice",
  "dragon",
  "dark",
  "fairy",
]);

/** As many as the games have. The names are made up from two word lists: only their variety matters here. */
export const moves = resources("move", inventedNames(826));

function resources(kind: string, names: readonly string[]): readonly Resource[] {
  return names.map((name, index) => resource(kind, name, index + 1));
}

function inventedNames(count: number): string[] {
  const manners =
    "acid air ancient aqua aurora bitter blaze body bone brave brick bubble bug bullet charge close cosmic cross " +
    "dark double dragon drain dream earth echo ember fairy false fire flame focus frost fury ghost giga glare " +
    "grass hammer heat heavy horn ice iron leaf light liquid lock low magic mega metal mind mirror moon mud";
  const deeds =
    "arm beam bite blast bomb breath claw crash cut dance drill edge fang fist guard gust kick lash pulse punch " +
    "ray ring roar rush shot slam slash spin storm strike tail throw wave whip wing";
  const first = manners.split(" ");
  const second = deeds.split(" ");
  // The counts of the lists have no common factor, so that the pairs do not repeat before all were used.
  return Array.from(
    { length: count },
    (_, index) => `${first[index % first.length]}-${second[index % second.length]}`,
  );
}
