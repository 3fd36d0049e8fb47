import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { messageOf, shown, UsageError } from "../errors.js";
import type { CellOutput } from "./cell-outputs.js";
import { KERNEL_NAME } from "./kernelspec.js";

/** A cell in memory: its source is one string, which a file keeps as lines. Unknown fields are kept. */
export interface NotebookCell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly metadata: { readonly tags?: readonly string[] } & Readonly<Record<string, unknown>>;
  readonly source: string;
  /** Of code cells: what it shows, and the number of its execution. */
  outputs?: CellOutput[];
  execution_count?: number | null;
}

/** A notebook in memory, nbformat 4.5. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  cells: NotebookCell[];
}

/**
 * Reads and checks a notebook.
 *
 * @throws UsageError when the file cannot be read, is not JSON, is no notebook of nbformat 4.5 or later 4.x, or has
 * a cell without id, source or metadata.
 */
export async function readNotebook(file: string): Promise<Notebook> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`expected a notebook to read at ${file}: ${messageOf(error)}`);
  }
  return parseNotebook(text, file);
}

/** The notebook in the text of a file; `name` is what messages call it. */
export function parseNotebook(text: string, name: string): Notebook {
  let value: Partial<Notebook> | null;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`expected ${name} to be a notebook, got text that is not JSON: ${messageOf(error)}`);
  }
  if (!isRecord(value) || !Array.isArray(value.cells) || !isRecord(value.metadata)) {
    throw new UsageError(
      `expected ${name} to be a notebook with \`cells\` and \`metadata\`, got ${shown(value)}`,
    );
  }
  if (value.nbformat !== 4 || !(Number(value.nbformat_minor) >= 5)) {
    const format = `${value.nbformat}.${value.nbformat_minor}`;
    throw new UsageError(
      `expected ${name} to have nbformat 4.5, which gives every cell an id, got ${format}. ` +
        "Try: open and save it in a current JupyterLab or VS Code",
    );
  }
  const cells = value.cells.map((cell, index) => parseCell(cell, `${name}:cell[${index}]`));
  return { ...(value as Notebook), cells };
}

/** @throws UsageError when the notebook is for another kernel than ours. */
export function requireOurKernel(notebook: Notebook, name: string): void {
  const kernelspec = notebook.metadata.kernelspec;
  const kernel = isRecord(kernelspec) ? kernelspec.name : undefined;
  if (kernel === KERNEL_NAME) return;
  throw new UsageError(
    `expected ${name} to be for the kernel "${KERNEL_NAME}", got ${shown(kernel)}. ` +
      `Try: choose the kernel in JupyterLab, or set metadata.kernelspec.name`,
  );
}

/**
 * Writes a notebook as Jupyter would, beside the file first and then in its place: a reader never sees half of it.
 */
export async function writeNotebook(file: string, notebook: Notebook): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, formatNotebook(notebook));
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The text of a notebook's file. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: splitLines(cell.source),
    ...(cell.outputs && { outputs: cell.outputs.map(formatOutput) }),
  }));
  return `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`;
}

/** Whether the cell has the tag. */
export function hasTag(cell: NotebookCell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

function parseCell(value: unknown, name: string): NotebookCell {
  if (!isRecord(value)) throw new UsageError(`expected ${name} to be an object, got ${shown(value)}`);
  const { cell_type, id, source, metadata } = value;
  if (cell_type !== "code" && cell_type !== "markdown" && cell_type !== "raw") {
    throw new UsageError(`expected ${name} to be a code, markdown or raw cell, got ${shown(cell_type)}`);
  }
  if (typeof id !== "string" || id === "") {
    throw new UsageError(`expected ${name} to have an id, got ${shown(id)}`);
  }
  if (!isRecord(metadata)) {
    throw new UsageError(`expected ${name} to have metadata, got ${shown(metadata)}`);
  }
  const text = Array.isArray(source) ? source.join("") : source;
  if (typeof text !== "string") {
    throw new UsageError(`expected the source of ${name} to be lines or a string, got ${shown(source)}`);
  }
  return { ...value, source: text } as NotebookCell;
}

function formatOutput(output: CellOutput): unknown {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type !== "display_data") return output;
  const { display_id, ...saved } = output;
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    typeof value === "string" && !type.endsWith("json") ? splitLines(value) : value,
  ]);
  return { ...saved, data: Object.fromEntries(data) };
}

/** Every line with its end, as nbformat keeps text. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
