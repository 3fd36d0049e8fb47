import type { VNode } from "preact";
import { highlightTypescript } from "../highlight-typescript.js";

/** TypeScript with its parts marked by class. */
export function Highlighted({ source }: { source: string }): VNode {
  return (
    <code>
      {highlightTypescript(source).map(({ text, kind }) =>
        kind === undefined ? text : <span class={kind}>{text}</span>,
      )}
    </code>
  );
}
