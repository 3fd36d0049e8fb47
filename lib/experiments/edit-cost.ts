import { diffArrays } from "diff";
import { parseSource, type SourceLanguage, type Token, tokensOf } from "./token.js";

/** What it takes to turn one program into another. */
export interface EditCost {
  readonly tokensAdded: number;
  readonly tokensRemoved: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
  /** Modules that the second program imports and the first does not, types alone not counted. */
  readonly importsAdded: readonly string[];
}

/**
 * Counts an edit in the tokens of its language: the fewest that must come and go. Comments and annotations of types
 * cost nothing, and neither does layout, except where it is syntax. A line counts by its tokens; one without any does not.
 *
 * *Source*: Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.
 */
export function editCost(before: string, after: string, language: SourceLanguage): EditCost {
  const [oldTokens, newTokens] = [tokensOf(before, language), tokensOf(after, language)];
  const tokens = countChanges(oldTokens.map(textOf), newTokens.map(textOf));
  const lines = countChanges(linesOf(oldTokens), linesOf(newTokens));
  const known = importsOf(before, language);
  return {
    tokensAdded: tokens.added,
    tokensRemoved: tokens.removed,
    linesAdded: lines.added,
    linesRemoved: lines.removed,
    importsAdded: [...importsOf(after, language)].filter((name) => !known.has(name)),
  };
}

/** The modules that a program imports, by the names that it gives them. */
export function importsOf(source: string, language: SourceLanguage): Set<string> {
  const names = new Set<string>();
  parseSource(source, language).iterate({
    enter({ name, from, to }) {
      if (!/^Import(Statement|Declaration|Spec)$/.test(name)) return;
      for (const found of namesIn(source.slice(from, to), language)) names.add(found);
    },
  });
  return names;
}

function namesIn(statement: string, language: SourceLanguage): string[] {
  if (language === "python") {
    const from = /^from\s+(\S+)/.exec(statement)?.[1];
    if (from !== undefined) return [from];
    return statement
      .replace(/^import\s+/, "")
      .split(",")
      .map((part) => part.trim().split(/\s/)[0]!);
  }
  if (/^import\s+type\b/.test(statement)) return [];
  // The declaration around the parts of a Go import matches too; its parts give the same names.
  return [...statement.matchAll(/["']([^"']+)["']/g)].map((match) => match[1]!);
}

function linesOf(tokens: readonly Token[]): string[] {
  const lines = new Map<number, string>();
  for (const { line, text } of tokens) lines.set(line, `${lines.get(line) ?? ""} ${text}`);
  return [...lines.values()];
}

function countChanges(before: readonly string[], after: readonly string[]) {
  const count = { added: 0, removed: 0 };
  for (const change of diffArrays([...before], [...after])) {
    if (change.added) count.added += change.count;
    if (change.removed) count.removed += change.count;
  }
  return count;
}

function textOf({ text }: Token): string {
  return text;
}
