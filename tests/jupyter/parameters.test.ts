import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import type { Notebook } from "../../lib/jupyter/notebook-file.js";
import { parametersOf, parseParameterArguments, withParameters } from "../../lib/jupyter/parameters.js";

function notebook(source: string): Notebook {
  const cell = { cell_type: "code" as const, metadata: {}, outputs: [], execution_count: null };
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { ...cell, id: "before", source: "before();" },
      { ...cell, id: "parameters", metadata: { tags: ["parameters"] }, source },
      { ...cell, id: "after", source: "after();" },
    ],
  };
}

describe("parametersOf", () => {
  it("reads declarations, past comments, imports and types", () => {
    const source = [
      'import type { Profile } from "@interleave/lib";',
      'type Size = "s" | "l"; // sizes',
      "/* how much",
      "   to do */",
      'const profile: Profile = "smoke"; // "smoke" or "quick"',
      "let documents = 1_000",
      "const rttMs: number = -0.5e3;",
      "const live: boolean = true;",
    ].join("\n");
    expect(parametersOf(notebook(source), "x.ipynb")).toEqual([
      { name: "profile", type: "Profile", kind: "string", initial: '"smoke"', says: '"smoke" or "quick"' },
      { name: "documents", type: null, kind: "number", initial: "1_000", says: "" },
      { name: "rttMs", type: "number", kind: "number", initial: "-0.5e3", says: "" },
      { name: "live", type: "boolean", kind: "boolean", initial: "true", says: "" },
    ]);
  });

  it.each(["const a = b;", "run();", "const { a } = { a: 1 };", "const a: number[] = [1];"])(
    "refuses %s, and names the line",
    (line) => {
      expect(() => parametersOf(notebook(`const ok = 1;\n${line}`), "x.ipynb")).toThrow(UsageError);
      expect(() => parametersOf(notebook(`const ok = 1;\n${line}`), "x.ipynb")).toThrow("cell[1]:line 2");
    },
  );
});

describe("withParameters", () => {
  const original = notebook('const profile: Profile = "smoke";\nconst documents = 10;');

  it("puts a typed cell behind the declarations, and leaves the notebook as it was", () => {
    const changed = withParameters(original, { documents: 898, profile: 'say "quick"' }, "x.ipynb");
    expect(changed.cells.map((cell) => cell.id)).toEqual([
      "before",
      "parameters",
      "injected-parameters",
      "after",
    ]);
    expect(changed.cells[2]!.source).toBe(
      'const documents: number = 898;\nconst profile: Profile = "say \\"quick\\"";',
    );
    expect(original.cells).toHaveLength(3);
  });

  it("replaces the cell of an earlier run", () => {
    const once = withParameters(original, { documents: 1 }, "x.ipynb");
    const twice = withParameters(once, { documents: 2 }, "x.ipynb");
    expect(twice.cells.map((cell) => cell.id)).toEqual(once.cells.map((cell) => cell.id));
    expect(twice.cells[2]!.source).toBe("const documents: number = 2;");
  });

  it("changes nothing without values", () => {
    expect(withParameters(original, {}, "x.ipynb")).toBe(original);
  });

  it("refuses an unknown name with the ones that there are", () => {
    expect(() => withParameters(original, { document: 1 }, "x.ipynb")).toThrow(
      "expected a parameter of x.ipynb, got `document` (string). Try one of: profile, documents",
    );
  });

  it.each([["898"], [true], [Number.NaN]])("refuses %j for a number", (documents) => {
    expect(() => withParameters(original, { documents }, "x.ipynb")).toThrow(
      "expected the parameter documents of x.ipynb to be a number, got",
    );
  });

  it("says when the notebook has no parameters", () => {
    const without = { ...original, cells: [original.cells[0]!] };
    expect(() => withParameters(without, { documents: 1 }, "x.ipynb")).toThrow(
      "no cell is tagged `parameters`",
    );
  });
});

describe("parseParameterArguments", () => {
  const original = notebook(
    ['const profile: string = "smoke";', "const documents: number = 10;", "const live = true;"].join("\n"),
  );
  const parse = (...args: string[]) => parseParameterArguments(args, original, "x.ipynb");

  it("gives each value the type of its declaration, and the last one of a name", () => {
    expect(parse("profile=a=b", "documents=1e3", "live=false", "documents=-2")).toEqual({
      profile: "a=b",
      documents: -2,
      live: false,
    });
    expect(parse("profile=")).toEqual({ profile: "" });
  });

  it.each([
    ["documents=many", "expected the parameter documents of x.ipynb to be a number, got `many`"],
    ["documents=", "to be a number, got `` (string). Its default is 10"],
    ["documents=Infinity", "to be a number, got `Infinity`"],
    [
      "live=1",
      "expected the parameter live of x.ipynb to be a boolean, got `1` (string). Its default is true",
    ],
    ["docs=1", "expected a parameter of x.ipynb, got `docs` (string). Try one of: profile, documents, live"],
    ["documents", "expected a parameter and its value, got `documents`"],
    ["=1", "expected a parameter and its value, got `=1`"],
  ])("refuses %s", (arg, sentence) => {
    expect(() => parse(arg)).toThrow(UsageError);
    expect(() => parse(arg)).toThrow(sentence);
  });
});
