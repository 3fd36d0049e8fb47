import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freeNames } from "../../../lib/experiments/own-strategy/free-names.js";
import { loadOwnStrategy, saveOwnStrategy } from "../../../lib/experiments/own-strategy/own-strategy.js";
import type { Strategy } from "../../../lib/strategies/strategy.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** A function as a cell of the kernel compiles it: names of the notebook are members of `exports`. */
const compiled = (source: string, name = "mine"): Strategy => {
  const value = new Function("exports", "lib_1", `const ${name} = ${source}; return ${name};`);
  return value({}, {}) as Strategy;
};

beforeEach(async () => {
  vi.stubEnv("INTERLEAVE_STATE", await temporaryFolder());
});
afterEach(() => vi.unstubAllEnvs());

describe("a strategy from a cell", () => {
  it("runs elsewhere with what the library offers, however the cell's compiler reaches it", async () => {
    const mine = compiled(`(items, work, options) => exports.Run.of(items, work, options, async (run) => {
      const jobs = new lib_1.Queue();
      for (const index of items.keys()) jobs.put(index);
      await Promise.all(items.map((_, index) => run.perform(index)));
    })`);
    const { title, moduleFile } = await saveOwnStrategy(mine);
    expect(title).toBe("mine");
    const loaded = await loadOwnStrategy(moduleFile);
    expect(await loaded([1, 2, 3], (item) => item * 10)).toEqual([10, 20, 30]);
  });

  it("is the same module for the same source, and another for another", async () => {
    const first = await saveOwnStrategy(compiled("async () => []"));
    expect(await saveOwnStrategy(compiled("async () => []"))).toEqual(first);
    expect((await saveOwnStrategy(compiled("async () => [ ]"))).moduleFile).not.toBe(first.moduleFile);
  });

  it("is refused with the names that it takes from its notebook", async () => {
    const mine = compiled(
      "async (items, work) => [exports.lanes, exports.pause, lib_1.observe, other, exports.lanes]",
    );
    await expect(saveOwnStrategy(mine)).rejects.toThrow(
      /`mine` uses `lanes`, `pause`, `observe`, `other` from around itself.*those are not known: move them into/,
    );
  });

  it("is refused when it is no function, or has no source", async () => {
    await expect(saveOwnStrategy(3 as never)).rejects.toThrow("got `3` (number)");
    await expect(saveOwnStrategy(Array.from as never)).rejects.toThrow("Expected a function with its source");
  });
});

describe("freeNames", () => {
  const named = (source: string) => {
    const { cellNames, names } = freeNames(source);
    return [...cellNames.map(({ name }) => name), ...names.map(({ name }) => name)];
  };

  it("leaves out globals, parameters, and all that is declared inside", () => {
    expect(
      named(`async function f(items, { limit = 2 } = {}) {
        const [first, ...rest] = items;
        label: for (const item of rest) { if (item) continue label; }
        class Own { static of() { return new Own(); } }
        try { setTimeout(() => {}, limit); } catch (error) { console.error(error, globalThis, performance.now()); }
        return { first, Own, length: items.length, f, arguments };
      }`),
    ).toEqual([]);
  });

  it("finds names in defaults, templates, shorthand properties and nested functions", () => {
    expect(named(`(a = one) => \`\${two}\` + [{ three }].map(() => () => four.five)`)).toEqual([
      "one",
      "two",
      "three",
      "four",
    ]);
  });

  it("makes a method an expression", () => {
    expect(freeNames("async run(items) { return items; }").expression).toContain("Object.values(");
  });
});
