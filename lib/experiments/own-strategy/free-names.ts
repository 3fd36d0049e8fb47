import { createRequire } from "node:module";
import type ts from "typescript";
import { shown, UsageError } from "../../errors.js";

/** A name that a function uses and does not declare. */
export interface FreeName {
  readonly name: string;
}

/** One that a compiled cell reaches through an object: `exports.limit`, `lib_1.Run`. */
export interface CellName extends FreeName {
  readonly through: string;
}

export interface FreeNames {
  /** The source as an expression: a method stands in an object of its own. */
  readonly expression: string;
  readonly cellNames: readonly CellName[];
  readonly names: readonly FreeName[];
}

/**
 * The names that a function takes from around itself, but for the globals of every process.
 *
 * The kernel's own compiler finds them: in a world that holds nothing but the function, they are the names that it
 * cannot find.
 *
 * @param source what `String(fn)` gives
 * @throws {UsageError} when there is no source: the function is built in, or bound
 */
export function freeNames(source: string): FreeNames {
  const expression = [`(${source})`, `Object.values({ ${source} })[0]`].find(isExpression);
  if (expression === undefined || source.includes("[native code]")) {
    throw new UsageError(`Expected a function with its source, got ${shown(source)}. Try an arrow function.`);
  }
  const found = unknownNames(expression).filter(({ name }) => !(name in globalThis));
  const cellNames: CellName[] = [];
  const names: FreeName[] = [];
  for (const { name, end } of found) {
    const member =
      /^exports$|_\d+$/.test(name) &&
      /^\s*\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(expression.slice(end));
    if (member) cellNames.push({ through: name, name: member[1]! });
    else names.push({ name });
  }
  return { expression, cellNames, names: unique(names) };
}

/** The compiler that tslab brings along. */
const compiler = (() => {
  const require = createRequire(createRequire(import.meta.url).resolve("tslab"));
  let loaded: typeof ts | undefined;
  return () => (loaded ??= require("@tslab/typescript-for-tslab") as typeof ts);
})();

const FILE = "/strategy.ts";

function isExpression(text: string): boolean {
  const { program, file } = programOf(text);
  return program.getSyntacticDiagnostics(file).length === 0;
}

function unknownNames(expression: string): { name: string; end: number }[] {
  const { program, file } = programOf(expression);
  return program.getSemanticDiagnostics(file).flatMap(({ messageText, start, length }) => {
    const text = compiler().flattenDiagnosticMessageText(messageText, " ");
    if (
      start === undefined ||
      length === undefined ||
      !/^(Cannot find name|No value exists in scope)/.test(text)
    )
      return [];
    return [{ name: expression.slice(start, start + length), end: start + length }];
  });
}

function programOf(text: string): { program: ts.Program; file: ts.SourceFile } {
  const { createSourceFile, createProgram, ScriptTarget } = compiler();
  const file = createSourceFile(FILE, text, ScriptTarget.ES2022, true);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === FILE ? file : undefined),
    fileExists: (name) => name === FILE,
    readFile: () => undefined,
    writeFile: () => {},
    getDefaultLibFileName: () => "",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  return {
    program: createProgram([FILE], { noLib: true, target: ScriptTarget.ES2022, types: [] }, host),
    file,
  };
}

function unique(names: readonly FreeName[]): FreeName[] {
  return [...new Map(names.map((each) => [each.name, each])).values()];
}
