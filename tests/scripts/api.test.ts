import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { libraryFolder } from "../../lib/paths.js";
import { contentsOf, headingsOf, mendLinks } from "../../scripts/api-headings.js";
import { readSections, sectionsOf } from "../../scripts/api-sections.js";
import { runScript } from "../support/script.js";

const page = readFileSync(path.join(libraryFolder, "api.md"), "utf8");

it("npm run api would write the page as it is: every public symbol, each with its docstring", async () => {
  expect(await runScript("api", ["--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
}, 120_000);

describe("the API page", async () => {
  const sections = await readSections();

  it("has every export of the library, in its section of the table of contents", () => {
    for (const { title, names } of sections) {
      const line = page.split("\n").find((one) => one.startsWith(`- **${title}.**`));
      expect(line, title).toBeDefined();
      for (const name of names) expect(line).toContain(`[${name}](#`);
    }
    expect(sections.flatMap(({ names }) => names).length).toBeGreaterThan(80);
  });

  it("links to nothing outside itself, and to no heading that it lacks", () => {
    const anchors = new Set([
      ...headingsOf(page).map(({ anchor }) => anchor),
      ...[...page.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!),
    ]);
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((link) => !link.startsWith("#") || !anchors.has(link.slice(1)))).toEqual([]);
  });
});

it("reads sections from the comments above exports, and no further", () => {
  const text =
    '/** all */\n\n// One: of two\nexport { a, type B } from "a";\nexport { c as d } from "c";\n// Two\nexport * from "e";\n';
  expect(sectionsOf(text)).toEqual([
    { title: "One: of two", names: ["a", "B", "d"] },
    { title: "Two", names: [] },
  ]);
});

it("numbers headings of one name as hosts do, and mends only links that lead nowhere", () => {
  const text =
    "## One\n### f()\n#### f()\n```\n### no heading\n```\n## Two\n### g\n[x](#f-1) [y](#g-1) [z](#h-1)\n";
  expect(contentsOf(text)).toBe("- **One.** [f](#f)\n- **Two.** [g](#g)");
  expect(mendLinks(text)).toContain("[x](#f-1) [y](#g) [z](#h-1)");
});
