import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { resolveParameters } from "../../lib/experiments/experiment.js";
import { parseDocuments, parsePeers, parseProfile, runsIn } from "../../lib/experiments/settings.js";

describe("settings", () => {
  it("takes a document by slug, id, number or notebook", () => {
    for (const name of ["catch-em-all", "D2", "02", "02-catch-em-all"]) {
      expect(parseDocuments(name).map(({ slug }) => slug)).toEqual(["catch-em-all"]);
    }
  });

  it("takes all peers, none, or a list", () => {
    expect(parsePeers("all")).toEqual(["go", "python", "pypy"]);
    expect(parsePeers("none")).toEqual([]);
    expect(parsePeers("python, go")).toEqual(["python", "go"]);
  });

  it.each([
    ["a profile", () => parseProfile("fast"), /smoke, quick, full, got `fast`/],
    ["a peer", () => parsePeers("go,rust"), /go, python, pypy, got `rust`/],
    ["a document", () => parseDocuments("catch-em"), /catch-em-all.*got `catch-em`/],
  ])("refuses %s that it does not know, and names those that it does", (_, parse, message) => {
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });

  it("runs in a profile what smaller ones run", () => {
    expect(runsIn("smoke", "full")).toBe(true);
    expect(runsIn("full", "quick")).toBe(false);
  });
});

describe("parameters", () => {
  const specs = { count: { smoke: 2, quick: 20, full: 200, minimum: 1, maximum: 500, says: "how many" } };

  it("come from the profile unless given", () => {
    expect(resolveParameters(specs, "quick", {})).toEqual({ count: 20 });
    expect(resolveParameters(specs, "quick", { count: 7 })).toEqual({ count: 7 });
  });

  it.each([
    [{ cuont: 7 }, /among count, got `cuont`/],
    [{ count: 0 }, /from 1 to 500, got `0`/],
    [{ count: 1.5 }, /integer/],
    [{ count: 501 }, /from 1 to 500/],
  ])("refuse %o", (given, message) => {
    expect(() => resolveParameters(specs, "quick", given as Record<string, number>)).toThrow(message);
  });
});
