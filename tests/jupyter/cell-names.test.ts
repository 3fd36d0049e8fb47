import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addOutput, type CellOutput } from "../../lib/jupyter/cell-outputs.js";
import { Kernel } from "../../lib/jupyter/kernel.js";

let kernel: Kernel;

beforeAll(async () => {
  kernel = await Kernel.start();
});
afterAll(() => kernel.shutdown());

/** What the cells print, or why one failed. */
async function printedBy(...cells: string[]): Promise<string> {
  const outputs: CellOutput[] = [];
  for (const cell of cells) {
    const reply = await kernel.execute(cell, {
      onPublished: (message) => addOutput(outputs, message, new Map()),
    });
    if (reply.status !== "ok") return (reply.traceback as string[]).join("\n");
  }
  return outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
}

describe("a name of an earlier cell", () => {
  it.each<[place: string, earlier: string, later: string, printed: string]>([
    ["as a shorthand property", "const a1 = 1;", "console.log({ a1 });", "{ a1: 1 }"],
    ["as a shorthand property that ends the cell", "const a2 = 1;", "({ a2 })", "{ a2: 1 }"],
    [
      "in functions, arrow results and classes",
      "const a3 = 1;",
      `function nested() { return [0].map(() => ({ a3 }))[0].a3; }
      class Holder { held = { a3 }; static shared = { a3 }; }
      console.log(nested(), new Holder().held.a3, Holder.shared.a3);`,
      "1 1 1",
    ],
    [
      "in what a class extends",
      "const b3 = 1; const mixin = (held: object) => class { held = held; };",
      "class Mixed extends mixin({ b3 }) {} console.log(new Mixed().held);",
      "{ b3: 1 }",
    ],
    [
      "in the defaults of parameters and patterns",
      "const a4 = 1;",
      `const given = ({ options = { a4 } }: { options?: { a4: number } } = {}, other = { a4 }) => [options.a4, other.a4];
      console.log(given());`,
      "[ 1, 1 ]",
    ],
    [
      "that was imported, in each of the three ways",
      'import { join } from "node:path"; import * as path from "node:path"; import fs from "node:fs";',
      'const held = { join, path, fs }; console.log(held.join("a", "b"), held.path.sep, typeof held.fs.statSync);',
      "a/b / function",
    ],
    [
      "bound anew by an inner scope",
      "const a6 = 'outer'; const b6 = 'outer'; const c6 = 'outer';",
      `{ const a6 = "block"; console.log({ a6 }); }
      console.log(((b6: string) => ({ b6 }))("parameter"));
      try { throw "caught"; } catch (c6) { console.log({ c6 }); }`,
      "{ a6: 'block' }\n{ b6: 'parameter' }\n{ c6: 'caught' }",
    ],
    [
      "assigned by a pattern",
      "let a7 = 1; let b7 = 2; let c7 = 3;",
      `({ a7, b7 = 6, x: { y: c7 } } = { a7: 5, x: { y: 7 } } as any);
      console.log(a7, b7, c7, "a7" in globalThis);`,
      "5 6 7 false",
    ],
  ])("%s", async (_, earlier, later, printed) => {
    expect(await printedBy(earlier, later)).toBe(`${printed}\n`);
  });

  it("keeps its lines and columns behind a property that was spelled out", async () => {
    const failed = await printedBy(
      "const a8 = 1;",
      "const b8 = { a8 };\nconsole.log({ a8 }, (null as any).gone);",
    );
    expect(failed).toMatch(/In\[\d+\]:2:\d+/);
    expect(failed).toContain("2 | console.log({ a8 }, (null as any).gone);");
  });
});

describe("a variable that a cell lets change", () => {
  it("is the same for the functions beside it and for later cells", async () => {
    const cells = [
      "let visited = 0;\nconst visit = () => { visited++; return { visited }; };\nvisit(); console.log(visited);",
      "visited = 10; console.log(visit(), visited);",
      "({ count: visited } = { count: 20 }); console.log(visit(), visited);",
    ];
    expect(await printedBy(...cells)).toBe("1\n{ visited: 11 } 11\n{ visited: 21 } 21\n");
  });

  it("is another one where an inner scope or a type has its name", async () => {
    const cell = `let total = 1; const held = { total: 2, twice: (total: number) => total * 2 };
      for (let total = 3; total < 4; total++) console.log(total);
      const typed: typeof total = held.total;
      console.log(held.twice(4), typed, total);`;
    expect(await printedBy(cell)).toBe("3\n8 2 1\n");
  });
});

describe("a property of a value of an earlier cell", () => {
  const earlier = "const stats = { hits: 1, nested: { times: [2] } }; const rows = [stats];";

  it.each([
    [
      "a declaration",
      "const { hits: count, nested: { times: [first] } } = stats; console.log(count, first);",
      "1 2",
    ],
    ["an assignment", "let sum = 0; ({ hits: sum } = stats); console.log(sum);", "1"],
    ["a loop", "for (const { hits: each } of rows) console.log(each);", "1"],
    ["a parameter", "console.log(rows.map(({ hits: each }) => each));", "[ 1 ]"],
  ])("gets another name by %s", async (_, later, printed) => {
    expect(await printedBy(earlier, later)).toBe(`${printed}\n`);
  });
});

describe("a cell", () => {
  it("exports what it declares, whether it says so or not", async () => {
    const cells = [
      "export const a9 = 1;\nexport async function f9(): Promise<number> { return a9; }\nexport type T9 = number;",
      "const typed: T9 = await f9(); console.log(typed);",
    ];
    expect(await printedBy(...cells)).toBe("1\n");
  });

  it("may loop by for await without another await", async () => {
    const cells = [
      "async function* counts() { yield 1; yield 2; }",
      "for await (const n of counts()) console.log(n);",
    ];
    expect(await printedBy(...cells)).toBe("1\n2\n");
  });

  it("displays as much as it likes without a turn of the event loop", async () => {
    const displayed: string[] = [];
    const reply = await kernel.execute(
      'import { display } from "tslab"; for (let n = 0; n < 2000; n++) display.html(String(n));',
      { onPublished: (message) => displayed.push(message.header.msg_type) },
    );
    expect(reply.status).toBe("ok");
    expect(displayed.filter((type) => type === "display_data")).toHaveLength(2000);
  });
});
