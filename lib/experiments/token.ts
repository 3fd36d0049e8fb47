import type { SyntaxNodeRef, Tree } from "@lezer/common";
import { parser as goParser } from "@lezer/go";
import { parser as javascriptParser } from "@lezer/javascript";
import { parser as pythonParser } from "@lezer/python";

/** The languages whose programs can be taken apart. */
export type SourceLanguage = "typescript" | "python" | "go";

/** A token of a program, and the line on which it begins, counted from 0. */
export interface Token {
  readonly text: string;
  readonly line: number;
}

const parsers = {
  typescript: javascriptParser.configure({ dialect: "ts" }),
  python: pythonParser,
  go: goParser,
};

/** What stands for the end of an indented block, which is syntax in Python and has no text of its own. */
const DEDENT = "<dedent>";

/** Parses a program; whatever is no program gives a tree as well. */
export function parseSource(source: string, language: SourceLanguage): Tree {
  return parsers[language].parse(source);
}

/**
 * The tokens of a program in their order. Comments, Python's docstrings, annotations of types that the language would
 * run without, and layout that is no syntax are none.
 */
export function tokensOf(source: string, language: SourceLanguage): Token[] {
  const tokens: Token[] = [];
  const lineStarts = [...source.matchAll(/\n/g)].map(({ index }) => index + 1);
  let line = 0;
  let covered = 0;
  const add = (text: string, at: number) => {
    while ((lineStarts[line] ?? Number.POSITIVE_INFINITY) <= at) line += 1;
    tokens.push({ text, line });
  };
  // Some operators and the text of templates have no node of their own: they are what lies between the others.
  const addBetween = (end: number) => {
    for (const { 0: text, index } of source.slice(covered, end).matchAll(/\S+/g)) add(text, covered + index);
    covered = Math.max(covered, end);
  };
  parseSource(source, language).iterate({
    enter(node) {
      if (isSilent(node)) {
        addBetween(node.from);
        covered = node.to;
        return false;
      }
      if (node.node.firstChild || node.to === node.from) return true;
      addBetween(node.from);
      add(source.slice(node.from, node.to), node.from);
      covered = node.to;
      return true;
    },
    leave(node) {
      if (language !== "python" || node.name !== "Body") return;
      addBetween(node.to);
      add(DEDENT, Math.max(node.from, node.to - 1));
    },
  });
  addBetween(source.length);
  return tokens;
}

/** Types after a name or an arrow, by what the parsers of TypeScript and Python call them; Go has none to leave out. */
const ANNOTATIONS = ["TypeAnnotation", "TypeDef"];

function isSilent(node: SyntaxNodeRef): boolean {
  if (/Comment$/.test(node.name) || ANNOTATIONS.includes(node.name)) return true;
  // A string that is a whole statement is a docstring: the language keeps it as documentation and does nothing.
  const only = node.name === "ExpressionStatement" ? node.node.firstChild : null;
  return only?.name === "String" && only.nextSibling === null;
}
