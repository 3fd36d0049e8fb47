/** What a page needs of an executed notebook, nbformat 4.5; a notebook read from its file is one. */
export interface ExecutedNotebook {
  readonly cells: readonly ExecutedCell[];
}

export interface ExecutedCell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly source: string;
  readonly outputs?: readonly ExecutedOutput[];
  readonly execution_count?: number | null;
}

export type ExecutedOutput =
  | { readonly output_type: "stream"; readonly name: string; readonly text: MultilineText }
  | { readonly output_type: "display_data"; readonly data: Readonly<Record<string, unknown>> }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** A file keeps text as lines, and a reader may have joined them. */
export type MultilineText = string | readonly string[];

/** The text in one piece; nothing for what is no text. */
export function joined(text: unknown): string {
  if (typeof text === "string") return text;
  return Array.isArray(text) && text.every((line) => typeof line === "string") ? text.join("") : "";
}
