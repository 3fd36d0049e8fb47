import { expect, it } from "vitest";
import { asyncFunctionCount } from "../../lib/experiments/colour.js";

it("counts functions that have to be awaited, and no other use of the word", () => {
  const typescript = `
    async function a() { for await (const x of y) {} }
    const b = async (x) => x, c = async x => x, d = async function () {};
    class E { async f() {} g() {} }
    const h = { async i() {}, async: 1 };
    function j() {}`;
  expect(asyncFunctionCount(typescript, "typescript")).toBe(6);
  const python = `
async def a():
    async with b: pass
    async for c in d: pass
    return [e async for e in f]
def g(): pass
`;
  expect(asyncFunctionCount(python, "python")).toBe(1);
  expect(asyncFunctionCount("package x\nfunc f() { go f() }\n", "go")).toBe(0);
});
