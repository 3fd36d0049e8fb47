import { SourceMap, type SourceMapPayload } from "node:module";
import type { CellPosition } from "../cell-error.js";
import type { CompilerHooks, Transpile } from "./tslab.js";

/**
 * Finds the line of a cell that a line of its compiled form came from.
 *
 * tslab compiles a cell in two steps, TypeScript to an ES module and that to CommonJS. Both are made to give a
 * source map, and a position goes back through the two.
 */
export class CellPositions implements CompilerHooks {
  /** The maps of the latest compilation, which is that of the cell itself: what it imports comes before it. */
  #latest: CellMaps | undefined;
  readonly #cells: CompiledCell[] = [];

  compilerOptions(options: Record<string, unknown>): Record<string, unknown> {
    // By default every package of `@types` counts, and cells are offered names of browsers and test tools.
    return { ...options, inlineSourceMap: true, types: ["node"] };
  }

  transpile(transpile: Transpile): Transpile {
    return (input, options) => {
      const [code, inline] = input.split(INLINE_MAP);
      const result = transpile(code!, {
        ...options,
        compilerOptions: { ...options.compilerOptions, sourceMap: true },
      });
      if (inline !== undefined && result.sourceMapText !== undefined) {
        const emitted = Buffer.from(inline.trim(), "base64").toString();
        this.#latest = { emitted: parse(emitted), transpiled: parse(result.sourceMapText) };
      }
      return { ...result, outputText: result.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "") };
    };
  }

  /**
   * Remembers the cell that was compiled last.
   *
   * @returns its code with the comment that makes V8 call it by a name of its own in every stack.
   */
  name(code: string, execution: number | null, source: string): string {
    const compiledLineCount = code.split("\n").length;
    this.#cells.push({ execution, lines: source.split("\n"), compiledLineCount, maps: this.#latest });
    this.#latest = undefined;
    return `${code}\n//# sourceURL=interleave-cell-${this.#cells.length - 1}.js`;
  }

  /** The text with every compiled position replaced by `In[3]:5:11`, the cell's own. */
  translate(text: string): string {
    if (!text.includes("interleave-cell-")) return text;
    return text.replace(COMPILED_POSITION, (compiled, index, line, column) => {
      const position = this.#find(Number(index), Number(line), Number(column));
      if (position === undefined) return compiled;
      return `In[${position.execution ?? " "}]:${position.line}:${position.column}`;
    });
  }

  /** The positions of cells in a stack that was not translated, innermost first. */
  positionsIn(stack: string): CellPosition[] {
    return [...stack.matchAll(COMPILED_POSITION)].flatMap(([, index, line, column]) => {
      const position = this.#find(Number(index), Number(line), Number(column));
      return position === undefined ? [] : [position];
    });
  }

  /** A line of a cell's source, counted from 1. */
  sourceLine({ execution, line }: CellPosition): string | undefined {
    return this.#cells.findLast((cell) => cell.execution === execution)?.lines[line - 1];
  }

  #find(index: number, line: number, column: number): CellPosition | undefined {
    const cell = this.#cells[index];
    // Lines beyond the code are tslab's, which calls the function that it wraps a cell in.
    if (cell?.maps === undefined || line > cell.compiledLineCount) return undefined;
    const transpiled = cell.maps.transpiled.findEntry(line - 1, column - 1);
    if (!("originalLine" in transpiled)) return undefined;
    const emitted = cell.maps.emitted.findEntry(transpiled.originalLine, transpiled.originalColumn);
    // Counted from 0, but tslab puts a line of its own before the cell: the two cancel out.
    if (!("originalLine" in emitted) || emitted.originalLine < 1) return undefined;
    if (emitted.originalLine > cell.lines.length) return undefined;
    return { execution: cell.execution, line: emitted.originalLine, column: emitted.originalColumn + 1 };
  }
}

interface CellMaps {
  readonly emitted: SourceMap;
  readonly transpiled: SourceMap;
}

interface CompiledCell {
  readonly execution: number | null;
  readonly lines: readonly string[];
  readonly compiledLineCount: number;
  readonly maps: CellMaps | undefined;
}

const INLINE_MAP = /\/\/# sourceMappingURL=data:application\/json;base64,/;
const COMPILED_POSITION = /interleave-cell-(\d+)\.js:(\d+):(\d+)/g;

function parse(map: string): SourceMap {
  return new SourceMap(JSON.parse(map) as SourceMapPayload);
}
