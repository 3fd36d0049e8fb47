import { inspect, types } from "node:util";
import type { CellError, CellErrorKind, CellPosition } from "../cell-error.js";
import type { CellPositions } from "./cell-positions.js";

/** What the compiler says of a cell; positions count from 0, as tslab gives them. */
export interface CellDiagnostic {
  readonly start: { readonly line: number; readonly character: number };
  readonly messageText: string;
  readonly code: number;
  /** Set when the fault lies in a file that the cell imports. */
  readonly fileName?: string;
}

/** The error of a cell that did not compile. */
export function describeDiagnostics(
  diagnostics: readonly CellDiagnostic[],
  execution: number | null,
  source: string,
): CellError {
  const lines = source.split("\n");
  const positions: CellPosition[] = [];
  const traceback: string[] = [];
  for (const { start, messageText, code, fileName } of diagnostics) {
    const position = { execution, line: start.line + 1, column: start.character + 1 };
    const place = fileName ?? `In[${execution ?? " "}]`;
    traceback.push(`${place}:${position.line}:${position.column} - error TS${code}: ${messageText}`);
    if (fileName !== undefined) continue;
    positions.push(position);
    traceback.push(...excerpt(position, lines[start.line]));
  }
  const evalue = diagnostics[0]?.messageText ?? "the cell does not compile";
  return { ename: "TypeScriptError", evalue, traceback, interleave: { kind: "type-error", positions } };
}

/** The error of a cell that compiled and then failed; JavaScript may throw any value. */
export function describeThrown(kind: CellErrorKind, thrown: unknown, positions: CellPositions): CellError {
  const text = inspect(thrown);
  const stack = types.isNativeError(thrown) ? (thrown.stack ?? text) : text;
  const found = positions.positionsIn(stack);
  const traceback = positions
    .translate(text.replace(DECORATION, ""))
    .replace(PROXY_NAME, "$1")
    .split("\n")
    .filter((line) => !KERNEL_FRAME.test(line));
  const [innermost] = found;
  if (innermost !== undefined) traceback.push("", ...excerpt(innermost, positions.sourceLine(innermost)));
  return { ...nameAndValue(thrown), traceback, interleave: { kind, positions: found } };
}

/** Frames of the kernel's own machinery, below every cell; a cell's own are translated by then. */
const KERNEL_FRAME =
  /^\s+at .*(\/tslab\/dist\/|\/jupyter\/launcher|\bnode:(vm|internal)\b|\binterleave-cell-)/;

/** Node puts file and line before the stack of an error that left a script. */
const DECORATION = /^\S+:\d+\n.*\n\s*\^+\s*\n+/;

/** tslab keeps what cells declare as members of a proxy, which V8 puts before the name of a function. */
const PROXY_NAME = /^(\s+at (?:async )?)Proxy\.(?=.*\(In\[)/gm;

function nameAndValue(thrown: unknown): { ename: string; evalue: string } {
  if (types.isNativeError(thrown)) return { ename: thrown.name, evalue: thrown.message };
  return { ename: thrown === null ? "null" : typeof thrown, evalue: inspect(thrown) };
}

function excerpt({ line, column }: CellPosition, sourceLine: string | undefined): string[] {
  if (sourceLine === undefined) return [];
  const margin = `${line} | `;
  return [`${margin}${sourceLine}`, `${" ".repeat(margin.length + column - 1)}^`];
}
