import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RequestReader } from "../../../lib/servers/fib/request-reader.js";

function read(...segments: string[]) {
  const found: (number | string)[] = [];
  const reader = new RequestReader({ request: (n) => found.push(n), refuse: (reason) => found.push(reason) });
  const goesOn = segments.map((segment) => reader.push(Buffer.from(segment)));
  return { found, reader, goesOn: goesOn.every(Boolean) };
}

describe("a connection of lines", () => {
  it("takes merged requests apart", () => {
    expect(read("1\n1\n30\n").found).toEqual([1, 1, 30]);
  });

  it("puts torn requests together", () => {
    expect(read("3", "0\n4", "\n").found).toEqual([30, 4]);
  });

  it("finds the same requests however the bytes are cut into segments", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 1 }),
        fc.array(fc.nat(), { maxLength: 10 }),
        (requests, cuts) => {
          const text = requests.map((n) => `${n}\n`).join("");
          const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
          const segments = places.slice(1).map((end, index) => text.slice(places[index], end));
          expect(read(...segments).found).toEqual(requests);
        },
      ),
    );
  });

  it("accepts a carriage return before the newline", () => {
    expect(read("12\r\n").found).toEqual([12]);
  });

  it("refuses one bad line and goes on with the next", () => {
    const { found } = read("abc\n\n-1\n0\n46\n1000000000\n1.5\n7\n");
    expect(found.pop()).toBe(7);
    expect(found).toEqual(
      ['"abc"', "nothing", '"-1"', '"0"', '"46"', '"1000000000"', '"1.5"'].map(
        (came) => `expected a whole number from 1 to 45, got ${came}`,
      ),
    );
  });

  it("takes what the client leaves without a newline for its last request", () => {
    const { found, reader } = read("1\n2");
    reader.end();
    expect(found).toEqual([1, 2]);
  });
});

describe("a connection of the essay's kind", () => {
  it("holds a first segment back until it is quiet, then takes each segment for a request", () => {
    const { found, reader } = read("1");
    expect(found).toEqual([]);
    expect(reader.undecided).toBe(true);
    reader.quiet();
    reader.push(Buffer.from("30"));
    expect(reader.undecided).toBe(false);
    expect(found).toEqual([1, 30]);
  });

  it("becomes one of lines when a newline comes", () => {
    const { found, reader } = read("1");
    reader.quiet();
    reader.push(Buffer.from("2\n3"));
    reader.push(Buffer.from("4\n"));
    expect(found).toEqual([1, 2, 34]);
  });

  it("ends with what was held when the client ends it", () => {
    const { found, reader } = read("abc");
    reader.end();
    expect(found).toEqual(['expected a whole number from 1 to 45, got "abc"']);
  });
});

it("ends a connection whose request grows past any sense", () => {
  const { found, goesOn } = read("9".repeat(60), "9".repeat(60));
  expect(goesOn).toBe(false);
  expect(found).toEqual([`expected a whole number from 1 to 45, got "${"9".repeat(20)}..."`]);
});

it("does not read bytes that its owner uses again", () => {
  const found: number[] = [];
  const reader = new RequestReader({ request: (n) => found.push(n), refuse: () => {} });
  const reused = Buffer.from("30");
  reader.push(reused);
  reused.write("99");
  reader.quiet();
  expect(found).toEqual([30]);
});
