import type ts from "typescript";
import { declarationsOf, type LibraryCode } from "./library-code.js";
import type { Notebook } from "./notebook-file.js";
import type { NotebookProblem } from "./notebook-problem.js";

/**
 * Code that a cell should not hold: what times itself, and what no test can see.
 *
 * - A clock: the kernel compiles types in the same process, so that a figure taken there is worth nothing.
 * - A declaration with the name of one in the library, and other code: readers would take it for what is measured.
 * - A function or class of more than {@link LINE_LIMIT} lines that is none of the library's: no test runs it.
 */
export function checkCellCode(
  file: string,
  { cells }: Notebook,
  library: LibraryCode,
  compiler: typeof ts,
): NotebookProblem[] {
  return cells.flatMap(({ cell_type, source }, cell) => {
    if (cell_type !== "code") return [];
    const parsed = compiler.createSourceFile("cell.ts", source, compiler.ScriptTarget.Latest, true);
    const lineOf = (node: ts.Node) => parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const problem = (node: ts.Node, message: string) => ({ file, cell, line: lineOf(node), message });
    const clocks = clocksIn(parsed, compiler).map((clock) => problem(clock, clockMessage(clock.getText())));
    const unseen = declarationsOf(parsed, compiler).flatMap(({ name, node, tokens, isLogic }) => {
      const known = library.get(name);
      if (known !== undefined) {
        if (tokens.join(" ") === known.join(" ")) return [];
        return [
          problem(node, `expected ${name} as it stands in the library, got other code. Try: another name`),
        ];
      }
      const lineCount = node.getText().split("\n").length;
      return isLogic && lineCount > LINE_LIMIT ? [problem(node, unseenMessage(name, lineCount))] : [];
    });
    return [...clocks, ...unseen];
  });
}

/** A core that explains itself fits; what is longer belongs into the library, beside its tests. */
const LINE_LIMIT = 12;

const CLOCKS =
  /^(performance\.(now|mark|measure)|Date\.now|process\.(hrtime(\.bigint)?|cpuUsage)|console\.time)$/;

function clocksIn(parsed: ts.SourceFile, compiler: typeof ts): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isCallExpression(node) && CLOCKS.test(node.expression.getText()))
      found.push(node.expression);
    compiler.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function clockMessage(clock: string): string {
  return `expected no clock in a cell, got ${clock}: the kernel shares its process with a compiler. Try: measure, or observe for a look`;
}

function unseenMessage(name: string, lineCount: number): string {
  return `expected at most ${LINE_LIMIT} lines in a cell for ${name}, which no test sees, got ${lineCount}. Try: move it to the library`;
}
