import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { buildDocument, buildNameDocument } from "../../../lib/servers/origin/documents.js";
import { digestOf, expectedNames, firstPokemon } from "../../../lib/servers/origin/pokemon-table.js";

describe("the table of Pokemon", () => {
  it("has 898 rows with ids from 1 up and no name twice", () => {
    const all = firstPokemon(898);
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 898 }, (_, index) => index + 1));
    expect(new Set(expectedNames(898)).size).toBe(898);
    expect(all[0]).toEqual({ id: 1, name: "bulbasaur", jsonBytes: 229_401, gzipBytes: 6_954 });
    expect(all.at(-1)?.name).toBe("calyrex");
  });

  it("gives the first names in order, and their digest", () => {
    expect(expectedNames(3)).toEqual(["bulbasaur", "ivysaur", "venusaur"]);
    expect(digestOf(["a", "b"])).toBe("7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78");
  });

  it.each([0, 899, 1.5, Number.NaN, "3"])("refuses %s documents", (count) => {
    expect(() => firstPokemon(count as number)).toThrow(
      /expected the number of documents to be an integer from 1 to 898/,
    );
  });
});

it("a document of a name alone has an id and a name", () => {
  expect(buildNameDocument(firstPokemon(2)[1]!).toString()).toBe('{"id":2,"name":"ivysaur"}');
});

describe("the documents", () => {
  const pokemon = firstPokemon(898);
  let documents: readonly Buffer[];
  let compressed: readonly number[];

  beforeAll(() => {
    documents = pokemon.map(buildDocument);
    compressed = documents.map((document) => gzipSync(document).length);
  });

  it("have exactly the true sizes", () => {
    expect(documents.map((document) => document.length)).toEqual(pokemon.map(({ jsonBytes }) => jsonBytes));
  });

  it("compress to the true total within 1%, and each to its own size within 20%", () => {
    const total = sum(compressed) / sum(pokemon.map(({ gzipBytes }) => gzipBytes));
    expect(total).toBeGreaterThan(0.99);
    expect(total).toBeLessThan(1.01);
    const off = pokemon.map(({ gzipBytes }, index) => Math.abs(compressed[index]! / gzipBytes - 1));
    expect(Math.max(...off)).toBeLessThan(0.2);
    expect(sum(off) / off.length).toBeLessThan(0.04);
  });

  it("are minified JSON with the name and the id, and about 92% of their bytes in moves", () => {
    let movesBytes = 0;
    for (const [index, document] of documents.entries()) {
      const text = document.toString();
      const { id, name, moves } = JSON.parse(text);
      expect({ id, name }).toEqual({ id: pokemon[index]!.id, name: pokemon[index]!.name });
      movesBytes += JSON.stringify(moves).length;
    }
    expect(movesBytes / sum(documents.map((document) => document.length))).toBeCloseTo(0.93, 2);
    expect(JSON.stringify(JSON.parse(documents[0]!.toString()))).toBe(documents[0]!.toString());
  });

  it("have the shape of the PokeAPI's", () => {
    const document = JSON.parse(gunzipSync(gzipSync(documents[24]!)).toString());
    const named = {
      name: expect.any(String),
      url: expect.stringMatching(/^https:\/\/pokeapi\.co\/api\/v2\/.*\/\d+\/$/),
    };
    expect(document.moves.length).toBeGreaterThan(20);
    for (const move of document.moves) {
      expect(move.move).toEqual(named);
      expect(move.version_group_details[0]).toEqual({
        level_learned_at: expect.any(Number),
        move_learn_method: named,
        order: null,
        version_group: named,
      });
    }
    expect(Object.keys(document)).toEqual(Object.keys(document).toSorted());
    expect(document.species).toEqual({
      name: "pikachu",
      url: "https://pokeapi.co/api/v2/pokemon-species/25/",
    });
  });

  it("depend on nothing but their row", () => {
    expect(buildDocument(pokemon[149]!).equals(documents[149]!)).toBe(true);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
