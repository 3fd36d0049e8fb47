import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import type { VNode } from "preact";

const typescript = parser.configure({ dialect: "ts" });

/** Few colours: what a reader looks for is names, and comments stand back. */
const highlighter = tagHighlighter([
  { tag: tags.comment, class: "comment" },
  { tag: tags.string, class: "string" },
  { tag: tags.special(tags.string), class: "string" },
  { tag: [tags.number, tags.bool, tags.null], class: "literal" },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword], class: "keyword" },
  { tag: tags.typeName, class: "type" },
]);

/** TypeScript with its parts marked by class. */
export function Highlighted({ source }: { source: string }): VNode {
  const parts: (string | VNode)[] = [];
  let place = 0;
  highlightTree(typescript.parse(source), highlighter, (from, to, classes) => {
    if (from > place) parts.push(source.slice(place, from));
    parts.push(<span class={classes}>{source.slice(from, to)}</span>);
    place = to;
  });
  parts.push(source.slice(place));
  return <code>{parts}</code>;
}
