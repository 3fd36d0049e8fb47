import type ts from "typescript";

/**
 * Makes a name that several cells use mean one and the same variable in all of them.
 *
 * tslab keeps what a cell declares as members of `exports`, and turns each use of an earlier cell's name into such
 * a member. Three kinds of names escape it:
 *
 * - `{ profile }`: it asks for the symbol at the identifier, which is that of the new property, and leaves a
 *   variable that nobody finds;
 * - `{ hits: count } = stats`: the symbol is the property of the earlier `stats`, and becomes `{ exports.hits: count }`;
 * - `let visited = 0` beside a function that counts: a later cell would assign to the member, the function to the
 *   cell's own variable.
 *
 * This runs before tslab's own step and leaves it nothing to mistake. A name that an inner scope binds stays.
 */
export function sharedNames(
  compiler: typeof ts,
  checker: ts.TypeChecker,
): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = compiler;

  function member(name: ts.Identifier): ts.PropertyAccessExpression {
    const access = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name.text);
    return compiler.setTextRange(access, name);
  }

  function isShared(symbol: ts.Symbol | undefined): boolean {
    return isEarlier(symbol) || (symbol?.declarations ?? []).some((one) => isReassignable(compiler, one));
  }

  return (context) => {
    function visit(node: ts.Node): ts.Node {
      // What a class extends counts as a type, and is an expression all the same.
      if (compiler.isTypeNode(node) && !compiler.isExpressionWithTypeArguments(node)) return node;
      if (compiler.isShorthandPropertyAssignment(node)) {
        if (isShared(checker.getShorthandAssignmentValueSymbol(node))) return spelledOut(node);
      } else if (compiler.isIdentifier(node)) return identifier(node);
      return compiler.visitEachChild(node, visit, context);
    }

    function identifier(node: ts.Identifier): ts.Node {
      const symbol = checker.getSymbolAtLocation(node);
      if (!isNameIn(node.parent, node)) return isShared(symbol) ? member(node) : node;
      // A new identifier has no symbol to be mistaken.
      return isEarlier(symbol) ? compiler.setTextRange(factory.createIdentifier(node.text), node) : node;
    }

    function spelledOut(node: ts.ShorthandPropertyAssignment): ts.Node {
      const { name, objectAssignmentInitializer } = node;
      // Only a pattern has a default: `({ profile = "smoke" } = options)`.
      const byDefault = compiler.visitNode(objectAssignmentInitializer, visit, compiler.isExpression);
      const value =
        byDefault === undefined ? member(name) : factory.createAssignment(member(name), byDefault);
      return compiler.setTextRange(factory.createPropertyAssignment(name.text, value), node);
    }

    return (file) => compiler.visitEachChild(file, visit, context);
  };
}

/** The files in which tslab keeps the declarations of all cells so far, and the cell. */
const EARLIER_FILE = /(^|\/)__prev__\.d\.ts$/;
const CELL_FILE = /(^|\/)__tslab__\.ts$/;

function isEarlier(symbol: ts.Symbol | undefined): boolean {
  return (symbol?.declarations ?? []).some((one) => EARLIER_FILE.test(one.getSourceFile().fileName));
}

/** Whether it declares a `let` or `var` of the cell itself, outside its functions and blocks. */
function isReassignable(compiler: typeof ts, declaration: ts.Declaration): boolean {
  const variable = compiler.isBindingElement(declaration)
    ? compiler.walkUpBindingElementsAndPatterns(declaration)
    : declaration;
  const { parent: list } = variable;
  if (!compiler.isVariableDeclaration(variable) || !compiler.isVariableDeclarationList(list)) return false;
  const file = list.parent.parent;
  return (
    (list.flags & compiler.NodeFlags.Const) === 0 &&
    compiler.isVariableStatement(list.parent) &&
    compiler.isSourceFile(file) &&
    CELL_FILE.test(file.fileName)
  );
}

/** Whether the identifier is the name of what its parent declares or reaches into, and no use of a variable. */
function isNameIn(parent: ts.Node, node: ts.Identifier): boolean {
  const { name, propertyName } = parent as { name?: ts.Node; propertyName?: ts.Node };
  return name === node || propertyName === node;
}
