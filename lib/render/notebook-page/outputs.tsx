import type { VNode } from "preact";
import { type ExecutedOutput, joined } from "./executed-notebook.js";
import { tameMarkup } from "./tame-markup.js";

/** Characters of one output that a page shows; what prints more is cut, with a word on how much. */
const LONGEST_TEXT = 20_000;
const LONGEST_MARKUP = 400_000;

/** An output of a cell: its richest form that a page without scripts can show. */
export function Output({ output, prefix }: { output: ExecutedOutput; prefix: string }): VNode | null {
  if (output.output_type === "stream") {
    return <Text text={joined(output.text)} kind={output.name === "stderr" ? "stderr" : "stdout"} />;
  }
  if (output.output_type === "error") {
    const traceback = output.traceback.join("\n") || `${output.ename}: ${output.evalue}`;
    return <Text text={traceback} kind="error" />;
  }
  const { data } = output;
  // Nothing is under way any more when a page is read.
  if (Object.keys(data).some((type) => type.startsWith("application/vnd.interleave.progress"))) return null;
  const markup = joined(data["image/svg+xml"]) || joined(data["text/html"]);
  if (markup !== "" && markup.length <= LONGEST_MARKUP) {
    const kind = "image/svg+xml" in data ? "chart" : "table";
    return (
      <div
        class={`output ${kind}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        dangerouslySetInnerHTML={{ __html: tameMarkup(markup, prefix) }}
      />
    );
  }
  return <Text text={joined(data["text/plain"])} kind="stdout" />;
}

function Text({ text, kind }: { text: string; kind: "stdout" | "stderr" | "error" }): VNode | null {
  if (text === "") return null;
  const rest = text.length - LONGEST_TEXT;
  // Colours of a terminal mean nothing here.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins them
  const shown = text.slice(0, LONGEST_TEXT).replace(/\u001b\[[0-9;]*m/g, "");
  return (
    <pre class={`output ${kind}`}>
      {shown.trimEnd()}
      {rest > 0 && `\n… and ${rest} characters more`}
    </pre>
  );
}
