import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../lib/paths.js";

const readme = readFileSync(path.join(projectFolder, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, "package.json"), "utf8"));

describe("the README", () => {
  it("links to what exists", () => {
    const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)|(?:src|srcset)="([^"]+)"/g)].map(
      (match) => match[1] ?? match[2]!,
    );
    expect(targets.length).toBeGreaterThan(5);
    expect(targets.filter((target) => !existsSync(path.join(projectFolder, target)))).toEqual([]);
  });

  it("names commands that exist", () => {
    const commands = [...readme.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map((match) => match[1]!);
    const unknown = commands.filter((name) => name !== "ci" && !(name in scripts));
    expect(unknown).toEqual([]);
  });

  it("shows the two commands on its first screen", () => {
    const firstScreen = readme.split("\n").slice(0, 12).join("\n");
    expect(firstScreen).toContain("npm ci && npm start");
    expect(firstScreen).toContain("npm ci && npm test");
  });
});
