import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { declarationsOf, readLibraryCode } from "../../lib/jupyter/library-code.js";
import { parseNotebook } from "../../lib/jupyter/notebook-file.js";
import { projectFolder } from "../../lib/paths.js";

const notebooksFolder = path.join(projectFolder, "notebooks");
const libraryCode = readLibraryCode(ts);

describe.each(readdirSync(notebooksFolder).filter((name) => name.endsWith(".ipynb")))("%s", (name) => {
  const notebook = parseNotebook(readFileSync(path.join(notebooksFolder, name), "utf8"), name);
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  const shown = cells
    .flatMap(({ source }) =>
      declarationsOf(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true), ts),
    )
    .filter(({ name: declared }) => libraryCode.has(declared));

  it.runIf(shown.length > 0).each(shown)(
    "shows `$name` as it stands in the library",
    ({ name: declared, tokens }) => {
      expect(tokens).toEqual(libraryCode.get(declared));
    },
  );

  it("has code to run", () => {
    expect(cells.length).toBeGreaterThan(0);
  });
});

it("shows strategies in the notebook on fetching", () => {
  const source = readFileSync(path.join(notebooksFolder, "02-catch-em-all.ipynb"), "utf8");
  for (const name of ["serial", "gather", "bounded", "workers", "batches"]) {
    expect(source).toContain(`const ${name}: Strategy`);
  }
});
