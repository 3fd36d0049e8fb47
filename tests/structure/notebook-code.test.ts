import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../lib/jupyter/notebook-file.js";
import { libraryFolder, projectFolder } from "../../lib/paths.js";

/** Folders whose code a notebook shows as it stands. */
const SHOWN = ["strategies", "primitives"];

const notebooksFolder = path.join(projectFolder, "notebooks");
const libraryDeclarations = new Map(
  SHOWN.flatMap((folder) =>
    readdirSync(path.join(libraryFolder, folder))
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => [...declarations(readFileSync(path.join(libraryFolder, folder, name), "utf8"))]),
  ),
);

describe.each(readdirSync(notebooksFolder).filter((name) => name.endsWith(".ipynb")))("%s", (name) => {
  const notebook = parseNotebook(readFileSync(path.join(notebooksFolder, name), "utf8"), name);
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  const shown = cells
    .flatMap((cell) => [...declarations(cell.source)])
    .filter(([declared]) => libraryDeclarations.has(declared));

  it.runIf(shown.length > 0).each(shown)("shows `%s` as it stands in the library", (declared, tokens) => {
    expect(tokens).toEqual(libraryDeclarations.get(declared));
  });

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

/** The top-level constants, functions and classes of a source by name, as tokens without comments and `export`. */
function declarations(source: string): Map<string, readonly string[]> {
  const file = ts.createSourceFile("code.ts", source, ts.ScriptTarget.Latest, true);
  const found = new Map<string, readonly string[]>();
  for (const statement of file.statements) {
    const name = nameOf(statement);
    if (name !== undefined) found.set(name, tokensOf(statement.getText(file)));
  }
  return found;
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text;
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  return declaration && ts.isIdentifier(declaration.name) ? declaration.name.text : undefined;
}

function tokensOf(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: string[] = [];
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenText());
  return tokens[0] === "export" ? tokens.slice(1) : tokens;
}
