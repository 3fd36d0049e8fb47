import type { Message } from "./messages.js";

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: string;
  text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  data: Readonly<Record<string, unknown>>;
  metadata: Readonly<Record<string, unknown>>;
  /** Names the output for later updates; not part of a notebook's file. */
  readonly display_id?: string;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** An output of a cell, as nbformat 4.5 has it; text is one string, which a file keeps as lines. */
export type CellOutput = StreamOutput | DisplayOutput | ErrorOutput;

/**
 * Adds to a cell's outputs what a message of the kernel says.
 *
 * Text joins the stream output before it. An update replaces the display of that id, in whichever cell it stands.
 *
 * @param outputs of the cell that the message belongs to.
 * @param displays every display of the notebook by its id, to which new ones are added.
 * @returns the output that was added or changed, or undefined for a message that is none.
 */
export function addOutput(
  outputs: CellOutput[],
  { header, content }: Message,
  displays: Map<string, DisplayOutput>,
): CellOutput | undefined {
  switch (header.msg_type) {
    case "stream":
      return addStream(outputs, String(content.name), String(content.text));
    case "display_data":
      return addDisplay(outputs, content as unknown as DisplayMessage, displays);
    case "update_display_data":
      return updateDisplay(content as unknown as DisplayMessage, displays);
    case "error": {
      const { ename, evalue, traceback } = content as unknown as ErrorOutput;
      return push(outputs, { output_type: "error", ename, evalue, traceback });
    }
    default:
      return undefined;
  }
}

interface DisplayMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
}

function addStream(outputs: CellOutput[], name: string, text: string): CellOutput {
  const last = outputs.at(-1);
  if (last?.output_type !== "stream" || last.name !== name) {
    return push(outputs, { output_type: "stream", name, text });
  }
  last.text += text;
  return last;
}

function addDisplay(
  outputs: CellOutput[],
  { data, metadata, transient }: DisplayMessage,
  displays: Map<string, DisplayOutput>,
): CellOutput {
  const id = transient?.display_id;
  const output: DisplayOutput = {
    output_type: "display_data",
    data,
    metadata,
    ...(id && { display_id: id }),
  };
  if (id) displays.set(id, output);
  return push(outputs, output);
}

function updateDisplay(
  { data, metadata, transient }: DisplayMessage,
  displays: Map<string, DisplayOutput>,
): CellOutput | undefined {
  const output = displays.get(transient?.display_id ?? "");
  if (output === undefined) return undefined;
  output.data = data;
  output.metadata = metadata;
  return output;
}

function push<Output extends CellOutput>(outputs: CellOutput[], output: Output): Output {
  outputs.push(output);
  return output;
}
