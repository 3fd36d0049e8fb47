import { type CodeKind, highlightTypescript } from "../highlight-typescript.js";
import { styled, type TerminalStyle } from "./terminal-style.js";

const STYLES: Readonly<Record<CodeKind, TerminalStyle>> = {
  comment: "dim",
  string: "green",
  literal: "yellow",
  keyword: "blue",
  type: "magenta",
};

/** TypeScript in colours, behind a bar that sets it apart from prose. */
export function terminalCode(source: string): string {
  const coloured = highlightTypescript(source)
    // A style that ran over a line's end would colour the bar.
    .map(({ text, kind }) =>
      kind === undefined ? text : eachLine(text, (line) => styled(STYLES[kind], line)),
    )
    .join("");
  return eachLine(coloured, (line) => `${styled("dim", "│")} ${line}`.trimEnd());
}

function eachLine(text: string, change: (line: string) => string): string {
  return text.split("\n").map(change).join("\n");
}
