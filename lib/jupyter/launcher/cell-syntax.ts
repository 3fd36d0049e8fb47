import type ts from "typescript";

/**
 * The cell with the keyword `export` blanked out before its declarations.
 *
 * tslab exports everything that a cell declares, and then refuses what the cell exports itself. The text keeps its
 * length, and with it every position.
 */
export function withoutExportKeywords(compiler: typeof ts, source: string): string {
  const { SyntaxKind } = compiler;
  let blanked = source;
  for (const statement of parse(compiler, source).statements) {
    if (!compiler.canHaveModifiers(statement)) continue;
    const modifiers = compiler.getModifiers(statement) ?? [];
    if (modifiers.some(({ kind }) => kind === SyntaxKind.DefaultKeyword)) continue;
    const keyword = modifiers.find(({ kind }) => kind === SyntaxKind.ExportKeyword);
    if (keyword === undefined) continue;
    const start = keyword.end - "export".length;
    blanked = blanked.slice(0, start) + " ".repeat("export".length) + blanked.slice(keyword.end);
  }
  return blanked;
}

/** Whether the cell has a `for await` outside functions, which tslab does not count as an await of the cell. */
export function hasTopLevelForAwait(compiler: typeof ts, source: string): boolean {
  function isOrHolds(node: ts.Node): boolean {
    if (compiler.isFunctionLike(node)) return false;
    if (compiler.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
    return compiler.forEachChild(node, isOrHolds) ?? false;
  }
  return isOrHolds(parse(compiler, source));
}

function parse(compiler: typeof ts, source: string): ts.SourceFile {
  return compiler.createSourceFile("cell.ts", source, compiler.ScriptTarget.ES2022);
}
