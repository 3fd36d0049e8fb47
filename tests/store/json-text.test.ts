import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonText } from "../../lib/store/json-text.js";

describe("parseJsonText", () => {
  it("reads what JSON.stringify writes, indented or not", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJsonText(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("accepts no text that JSON.parse refuses", () => {
    const scrap = fc.constantFrom(...'{}[],:"\\0-1.e+ tn', "true", "null", '"a"', '"a":1', "\n", "NaN");
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 12 }), (scraps) => {
        const text = scraps.join("");
        const outcome = (parse: (text: string) => unknown) => {
          try {
            return { value: parse(text) };
          } catch {
            return "refused";
          }
        };
        const ours = outcome(parseJsonText);
        if (ours !== "refused") expect(ours).toEqual(outcome(JSON.parse));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['{"a":{"b/c":[1,2,x]}}', "expected a value at /a/b~1c/2 (line 1), got `x`"],
    ['{"a":1,\n"a":2}', "expected each key once at /a (line 2), got a second one of this name"],
    ['{"a" 1}', "expected `:` at /a (line 1), got `1`"],
    ["[1 2]", "expected `,` or `]` at /0 (line 1), got `2`"],
    ["[1,]", "expected a value at /1 (line 1), got `]`"],
    ["[01]", "expected a value at /0 (line 1), got `01`"],
    ["[] []", "expected nothing after the value at the whole (line 1), got `[`"],
  ])("refuses %s by its place", (text, message) => {
    expect(() => parseJsonText(text)).toThrow(message);
  });

  it("keeps a key that objects inherit as an own one", () => {
    const parsed = parseJsonText('{"__proto__":{"polluted":1}}') as object;
    expect(Object.hasOwn(parsed, "__proto__")).toBe(true);
    expect("polluted" in {}).toBe(false);
  });
});
