import path from "node:path";
import type ts from "typescript";
import type { Notebook } from "./notebook-file.js";
import type { NotebookProblem } from "./notebook-problem.js";

/**
 * Compiles each notebook's code cells as one strict module, with the project's TypeScript.
 *
 * The kernel's own compiler is older and not strict: there `null` passes for a string.
 *
 * @param rootFolder what imports are resolved from.
 * @returns what the compiler says, at the line of the cell.
 */
export function compileCells(
  notebooks: readonly { readonly file: string; readonly notebook: Notebook }[],
  rootFolder: string,
  compiler: typeof ts,
): NotebookProblem[] {
  const modules = new Map(
    notebooks.map(({ file, notebook }, index) => {
      const name = path.join(rootFolder, `__notebook-${index}__.ts`);
      return [name, new CellModule(file, notebook)] as const;
    }),
  );
  const host = compiler.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => modules.has(path.normalize(file)) || fileExists(file);
  host.readFile = (file) => modules.get(path.normalize(file))?.text ?? readFile(file);
  host.getCurrentDirectory = () => rootFolder;
  const options: ts.CompilerOptions = {
    ...OPTIONS,
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
  };
  const program = compiler.createProgram([...modules.keys()], options, host);
  return compiler
    .getPreEmitDiagnostics(program)
    .flatMap((diagnostic) => locate(diagnostic, modules, compiler));
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  // What the kernel offers.
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  esModuleInterop: true,
  skipLibCheck: true,
};

function locate(
  { file, start, code, messageText }: ts.Diagnostic,
  modules: ReadonlyMap<string, CellModule>,
  compiler: typeof ts,
): NotebookProblem[] {
  const text = compiler.flattenDiagnosticMessageText(messageText, "\n");
  const hint = code === 2307 && text.includes("@interleave/lib") ? ". Try: npm run build" : "";
  const message = `error TS${code}: ${text}${hint}`;
  const module = file && modules.get(path.normalize(file.fileName));
  if (file === undefined || start === undefined || module === undefined) {
    return [{ file: file?.fileName ?? "tsconfig", cell: null, line: null, message }];
  }
  const { line } = compiler.getLineAndCharacterOfPosition(file, start);
  return [{ file: module.file, ...module.cellOf(line), message }];
}

/** The code cells of a notebook as the text of one module. */
class CellModule {
  readonly file: string;
  readonly text: string;
  readonly #starts: { cell: number; startLine: number }[] = [];

  constructor(file: string, { cells }: Notebook) {
    this.file = file;
    // A cell may await at its top level, which only a module can.
    const lines = ["export {};"];
    cells.forEach(({ cell_type, source }, cell) => {
      if (cell_type !== "code") return;
      this.#starts.push({ cell, startLine: lines.length });
      lines.push(...source.split("\n"));
      // tslab compiles each cell for itself: none continues the last statement of another.
      lines.push(";");
    });
    this.text = lines.join("\n");
  }

  /** @param line of the module, counted from 0. */
  cellOf(line: number): { cell: number | null; line: number | null } {
    const found = this.#starts.findLast(({ startLine }) => startLine <= line);
    return found ? { cell: found.cell, line: line - found.startLine + 1 } : { cell: null, line: null };
  }
}
