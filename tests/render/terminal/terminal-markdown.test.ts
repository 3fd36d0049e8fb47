import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { terminalCode } from "../../../lib/render/terminal/terminal-code.js";
import { terminalMarkdown } from "../../../lib/render/terminal/terminal-markdown.js";

beforeEach(() => vi.stubEnv("NO_COLOR", "1"));
afterEach(() => vi.unstubAllEnvs());

it("wraps paragraphs, and lists with the indent of their bullets", () => {
  const source = [
    "# A title",
    "",
    "One *two* **three** `four` five [six](https://example.com/) seven.",
    "",
    "1. The first of them is long",
    "2. Second",
    "   - inside",
    "",
    "After.",
  ].join("\n");
  expect(terminalMarkdown(source, 24)).toBe(
    [
      "A title",
      "",
      "One two three four five",
      "six",
      "(https://example.com/)",
      "seven.",
      "",
      "1. The first of them is",
      "   long",
      "2. Second",
      "   -  inside",
      "",
      "After.",
    ].join("\n"),
  );
});

it("colours without changing where lines end", () => {
  vi.stubEnv("NO_COLOR", "");
  const source = "**one two three** `four five` six";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins colours
  const plain = terminalMarkdown(source, 12).replace(/\u001b\[\d+m/g, "");
  expect(plain).toBe("one two\nthree four\nfive six");
});

it("keeps code as it is, behind a bar", () => {
  expect(terminalCode("const a = 1; // one\n\n/* two\n   lines */")).toBe(
    "│ const a = 1; // one\n│\n│ /* two\n│    lines */",
  );
});
