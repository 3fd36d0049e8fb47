import { describe, expect, it } from "vitest";
import { codeShape } from "../../lib/experiments/code-shape.js";

describe("the shape of a program", () => {
  it("nests by bodies, with braces or without, and not by brackets", () => {
    expect(codeShape("function f() { g(((1))); }").nesting).toBe(1);
    expect(codeShape("function f() { return () => () => 1; }").nesting).toBe(3);
    expect(codeShape("const f = async () => { try { await g(); } finally { h(); } };").nesting).toBe(2);
    expect(
      codeShape("function f() { if (a) return; for (const b of c) { d(function () { e(); }); } }").nesting,
    ).toBe(3);
  });

  it("forks wherever the way through it does", () => {
    const forks = `function f() {
      if (a && b) return c ?? d;
      for (const e of g) while (h) i();
      try { j(); } catch { k(); }
      switch (l) { case 1: case 2: default: }
      return m || n ? o | p : q + r;
    }`;
    expect(codeShape(forks).branches).toBe(11 - 1);
    expect(codeShape("const a = (b | c) + (d & e);").branches).toBe(0);
  });

  it("counts tokens, and neither imports nor comments", () => {
    const source = 'import { a } from "a";\n/** What. */\na(1); // why';
    expect(codeShape(source).tokens).toBe(codeShape("a(1);").tokens);
    expect(codeShape("a(1);").tokens).toBe(5);
  });
});
