import { describe, expect, it } from "vitest";
import { editCost, importsOf } from "../../lib/experiments/edit-cost.js";
import { type SourceLanguage, tokensOf } from "../../lib/experiments/token.js";

const texts = (source: string, language: SourceLanguage) =>
  tokensOf(source, language).map(({ text }) => text);

describe("tokens", () => {
  it("of Go leave comments out", () => {
    expect(texts("package main\n\nfunc f() { // why\n\tgo g(c, -1) /* x */\n}\n", "go")).toEqual([
      "package",
      "main",
      "func",
      "f",
      "(",
      ")",
      "{",
      "go",
      "g",
      "(",
      "c",
      ",",
      "-",
      "1",
      ")",
      "}",
    ]);
  });

  it("of Python leave docstrings and annotations out and count the end of a block", () => {
    expect(texts('def f(x: int) -> int:\n    """What."""\n    return x  # why\n\nf(1)\n', "python")).toEqual([
      "def",
      "f",
      "(",
      "x",
      ")",
      ":",
      "return",
      "x",
      "<dedent>",
      "f",
      "(",
      "1",
      ")",
    ]);
  });

  it("of TypeScript leave annotations out and hold the text of templates", () => {
    expect(texts(`/** What. */\nconst a: A = \`x\${b}\`;`, "typescript")).toEqual([
      "const",
      "a",
      "=",
      "`x",
      "${",
      "b",
      "}",
      "`",
      ";",
    ]);
  });

  it("know their lines", () => {
    expect(tokensOf("a\n\n  b c\n", "typescript").map(({ line }) => line)).toEqual([0, 2, 2]);
  });
});

describe("the cost of an edit", () => {
  it("is one token for one word", () => {
    const [before, after] = ["func f() {\n\tserve(c)\n}\n", "func f() {\n\tgo serve(c)\n}\n"];
    expect(editCost(before, after, "go")).toEqual({
      tokensAdded: 1,
      tokensRemoved: 0,
      linesAdded: 1,
      linesRemoved: 1,
      importsAdded: [],
    });
  });

  it("is nothing for comments and layout", () => {
    expect(editCost("f(a, b);", "// now\nf(\n  a,\n  b);", "typescript")).toMatchObject({
      tokensAdded: 0,
      tokensRemoved: 0,
    });
  });

  it("names new imports", () => {
    const after = "import json\nimport aiohttp, os.path as p\nfrom asyncio import gather\n";
    expect(editCost("import json\n", after, "python").importsAdded).toEqual([
      "aiohttp",
      "os.path",
      "asyncio",
    ]);
  });
});

it("finds imports, types alone left out", () => {
  const source = 'import { a } from "a";\nimport type { B } from "b";\nimport "c";\n';
  expect([...importsOf(source, "typescript")]).toEqual(["a", "c"]);
  expect([...importsOf('package x\nimport "a"\nimport (\n\t"b/c"\n\td "e"\n)\n', "go")]).toEqual([
    "a",
    "b/c",
    "e",
  ]);
});
