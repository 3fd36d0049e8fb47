import type { SyntaxNodeRef } from "@lezer/common";
import { parseSource, tokensOf } from "./token.js";

/** How tangled a program in TypeScript is, as far as its syntax tells. */
export interface CodeShape {
  /** Bodies around the innermost statement: of functions, `try`, `if` and loops; 1 for a function without any inside. */
  readonly nesting: number;
  /** Without imports. */
  readonly tokens: number;
  /** Places where the way through the program forks: `if`, loops, `case`, `catch`, `?:`, `&&`, `||`, `??`. */
  readonly branches: number;
}

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunction|MethodDeclaration)$/;
const FORK =
  /^(IfStatement|ForStatement|WhileStatement|DoStatement|CaseLabel|CatchClause|ConditionalExpression)$/;
const LOGIC = /^(&&|\|\||\?\?)$/;

/**
 * Counts in the syntax tree, so that layout and names do not matter.
 *
 * *Source*: McCabe, "A Complexity Measure", 1976, for the branches.
 */
export function codeShape(source: string): CodeShape {
  const tree = parseSource(source, "typescript");
  const imports: string[] = [];
  let nesting = 0;
  let depth = 0;
  let branches = 0;
  tree.iterate({
    enter(node) {
      if (node.name === "ImportDeclaration") imports.push(source.slice(node.from, node.to));
      if (FORK.test(node.name) || isLogic(node, source)) branches += 1;
      if (isLevel(node)) nesting = Math.max(nesting, ++depth);
    },
    leave(node) {
      if (isLevel(node)) depth -= 1;
    },
  });
  const counted = imports.reduce((text, each) => text.replace(each, ""), source);
  return { nesting, tokens: tokensOf(counted, "typescript").length, branches };
}

/** An arrow function may have no braces, and the braces of a function's body are no level of their own. */
function isLevel({ name, node }: SyntaxNodeRef): boolean {
  return FUNCTION.test(name) || (name === "Block" && !FUNCTION.test(node.parent?.name ?? ""));
}

function isLogic({ name, from, to }: SyntaxNodeRef, source: string): boolean {
  return name === "LogicOp" && LOGIC.test(source.slice(from, to));
}
