import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { libraryFolder } from "../paths.js";

/** The tokens of the library's declarations that notebooks show, by name. */
export type LibraryCode = ReadonlyMap<string, readonly string[]>;

/** A top-level constant, function or class of a source. */
export interface Declaration {
  readonly name: string;
  readonly node: ts.Statement;
  /** Without comments and `export`. */
  readonly tokens: readonly string[];
  /** Whether it is a function or class, and no plain value. */
  readonly isLogic: boolean;
}

/** Reads the folders whose code a notebook shows as it stands. */
export function readLibraryCode(compiler: typeof ts): LibraryCode {
  const code = new Map<string, readonly string[]>();
  for (const folder of SHOWN) {
    for (const name of readdirSync(path.join(libraryFolder, folder)).filter((one) => one.endsWith(".ts"))) {
      const text = readFileSync(path.join(libraryFolder, folder, name), "utf8");
      const parsed = compiler.createSourceFile(name, text, compiler.ScriptTarget.Latest, true);
      for (const { name: declared, tokens } of declarationsOf(parsed, compiler)) code.set(declared, tokens);
    }
  }
  return code;
}

export function declarationsOf(parsed: ts.SourceFile, compiler: typeof ts): Declaration[] {
  return parsed.statements.flatMap((node): Declaration[] => {
    const tokens = tokensOf(node.getText(parsed), compiler);
    if (compiler.isFunctionDeclaration(node) || compiler.isClassDeclaration(node)) {
      return node.name ? [{ name: node.name.text, node, tokens, isLogic: true }] : [];
    }
    if (!compiler.isVariableStatement(node)) return [];
    const [first] = node.declarationList.declarations;
    if (first === undefined || !compiler.isIdentifier(first.name)) return [];
    const { initializer } = first;
    const isLogic = initializer !== undefined && compiler.isFunctionLike(initializer);
    return [{ name: first.name.text, node, tokens, isLogic }];
  });
}

const SHOWN = ["strategies", "primitives"];

function tokensOf(text: string, compiler: typeof ts): string[] {
  const scanner = compiler.createScanner(
    compiler.ScriptTarget.Latest,
    true,
    compiler.LanguageVariant.Standard,
    text,
  );
  const tokens: string[] = [];
  while (scanner.scan() !== compiler.SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenText());
  return tokens[0] === "export" ? tokens.slice(1) : tokens;
}
