import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../../lib/paths.js";

const folder = path.join(projectFolder, ".github", "workflows");
const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, "package.json"), "utf8"));

it.each(readdirSync(folder))("%s calls only commands that exist", (name) => {
  const commands = [...readFileSync(path.join(folder, name), "utf8").matchAll(/npm (?:run )?([a-z:]+)/g)];
  expect(commands.length).toBeGreaterThan(3);
  const unknown = commands
    .map((match) => match[1]!)
    .filter((command) => command !== "ci" && !(command in scripts));
  expect(unknown).toEqual([]);
});
