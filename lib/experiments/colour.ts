import { parseSource, type SourceLanguage } from "./token.js";

const FUNCTION =
  /^(FunctionDefinition|FunctionDeclaration|FunctionExpression|ArrowFunction|MethodDeclaration|Property)$/;

/**
 * How many functions of a program can only be called with `await`: the colour that spreads from a function to its
 * callers. Go has none.
 *
 * *Source*: Nystrom, "What Color is Your Function?", 2015.
 */
export function asyncFunctionCount(source: string, language: SourceLanguage): number {
  let count = 0;
  parseSource(source, language).iterate({
    enter({ name, node }) {
      if (name === "async" && FUNCTION.test(node.parent?.name ?? "")) count += 1;
    },
  });
  return count;
}
