import { shown, UsageError } from "../errors.js";
import { hasTag, type Notebook, type NotebookCell } from "./notebook-file.js";

export type ParameterValue = string | number | boolean;

/** A declaration in the cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  /** As written; null where the declaration leaves it to the default. */
  readonly type: string | null;
  /** The kind of value that it takes. */
  readonly kind: "string" | "number" | "boolean";
  /** The value that it has unless another is given, as written. */
  readonly initial: string;
  /** What the comment behind it says; empty without one. */
  readonly says: string;
}

/**
 * The declarations of the notebook's cell tagged `parameters`, in order; none when it has no such cell.
 *
 * @throws UsageError when a line of the cell is not `const name: type = value` with a string, number or boolean,
 * nor a comment, an import or a type.
 */
export function parametersOf(notebook: Notebook, name: string): Parameter[] {
  const index = parameterCellIndex(notebook);
  if (index < 0) return [];
  const lines = notebook.cells[index]!.source.replace(/\/\*[\s\S]*?\*\//g, blank).split("\n");
  return lines.flatMap((line, at) => parseLine(line, `${name}:cell[${index}]:line ${at + 1}`));
}

/**
 * The notebook with a typed cell behind its `parameters` cell that gives the values; tslab, like other kernels,
 * lets a cell declare a name anew. The declared type is repeated, so that the compiler checks the value as well.
 *
 * @throws UsageError for a name that is not declared, and for a value of another type.
 */
export function withParameters(
  notebook: Notebook,
  values: Readonly<Record<string, ParameterValue>>,
  name: string,
): Notebook {
  if (Object.keys(values).length === 0) return notebook;
  const parameters = parametersOf(notebook, name);
  const lines = Object.entries(values).map(([key, value]) => declaration(parameters, key, value, name));
  const injected: NotebookCell = {
    cell_type: "code",
    id: "injected-parameters",
    metadata: { tags: ["injected-parameters"] },
    source: lines.join("\n"),
    outputs: [],
    execution_count: null,
  };
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  cells.splice(parameterCellIndex({ ...notebook, cells }) + 1, 0, injected);
  return { ...notebook, cells };
}

/**
 * Values as a command line gives them, `documents=898`, each as its declaration's kind; the last one of a name counts.
 *
 * @throws UsageError for text without `=`, a name that is not declared, and a value of another type.
 */
export function parseParameterArguments(
  args: readonly string[],
  notebook: Notebook,
  name: string,
): Record<string, ParameterValue> {
  const parameters = parametersOf(notebook, name);
  return Object.fromEntries(
    args.map((arg) => {
      const [, key, text] = /^([^=]+)=(.*)$/s.exec(arg) ?? [];
      if (key === undefined || text === undefined) {
        throw new UsageError(
          `expected a parameter and its value, got ${shown(arg)}. Try the form documents=10`,
        );
      }
      const parameter = declared(parameters, key, name);
      return [key, parseValue(parameter, text) ?? refuseValue(parameter, text, name)];
    }),
  );
}

const DECLARATION =
  /^(?:const|let)\s+(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?::\s*(?<type>[^=]+?)\s*)?=\s*(?<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?[\d._]+(?:e[+-]?\d+)?|true|false)\s*;?\s*(?:\/\/\s*(?<says>.*))?$/u;

function parameterCellIndex(notebook: Notebook): number {
  return notebook.cells.findIndex((cell) => cell.cell_type === "code" && hasTag(cell, "parameters"));
}

function parseLine(line: string, place: string): Parameter[] {
  const text = line.trim();
  if (text === "" || /^(\/\/|import\b|type\b)/.test(text)) return [];
  const { name, type, value, says } = DECLARATION.exec(text)?.groups ?? {};
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `expected ${place} of the cell tagged "parameters" to read \`const name: type = value\` ` +
        `with a string, number or boolean, got ${shown(text)}`,
    );
  }
  const kind = /^["']/.test(value) ? "string" : /^[tf]/.test(value) ? "boolean" : "number";
  return [{ name, type: type ?? null, kind, initial: value, says: says ?? "" }];
}

function declaration(
  parameters: readonly Parameter[],
  key: string,
  value: ParameterValue,
  name: string,
): string {
  const parameter = declared(parameters, key, name);
  if (typeof value !== parameter.kind || (parameter.kind === "number" && !Number.isFinite(value))) {
    refuseValue(parameter, value, name);
  }
  return `const ${key}: ${parameter.type ?? parameter.kind} = ${JSON.stringify(value)};`;
}

function declared(parameters: readonly Parameter[], key: string, name: string): Parameter {
  const parameter = parameters.find((candidate) => candidate.name === key);
  if (parameter !== undefined) return parameter;
  const known = parameters.map((candidate) => candidate.name).join(", ");
  throw new UsageError(
    `expected a parameter of ${name}, got ${shown(key)}. ` +
      (known === "" ? "It has none: no cell is tagged `parameters`" : `Try one of: ${known}`),
  );
}

/** Undefined for text that is no value of the parameter's kind. */
function parseValue({ kind }: Parameter, text: string): ParameterValue | undefined {
  if (kind === "string") return text;
  if (kind === "boolean") return text === "true" || (text === "false" ? false : undefined);
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function refuseValue({ name: key, type, kind, initial }: Parameter, value: unknown, name: string): never {
  throw new UsageError(
    `expected the parameter ${key} of ${name} to be a ${type ?? kind}, got ${shown(value)}. ` +
      `Its default is ${initial}`,
  );
}

/** Blanks that keep the line numbers. */
function blank(comment: string): string {
  return comment.replace(/[^\n]/g, " ");
}
