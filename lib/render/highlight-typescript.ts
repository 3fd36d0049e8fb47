import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/javascript";

/** A piece of a source; `kind` is absent for names, operators and blanks. */
export interface CodePart {
  readonly text: string;
  readonly kind?: CodeKind;
}

/** Few kinds: what a reader looks for is names, and comments stand back. */
export type CodeKind = "comment" | "string" | "literal" | "keyword" | "type";

/** TypeScript in pieces, which joined are the source again. */
export function highlightTypescript(source: string): CodePart[] {
  const parts: CodePart[] = [];
  let place = 0;
  highlightTree(typescript.parse(source), highlighter, (from, to, kind) => {
    if (from > place) parts.push({ text: source.slice(place, from) });
    parts.push({ text: source.slice(from, to), kind: kind as CodeKind });
    place = to;
  });
  if (place < source.length) parts.push({ text: source.slice(place) });
  return parts;
}

const typescript = parser.configure({ dialect: "ts" });

const kindOf = (kind: CodeKind) => kind;
const highlighter = tagHighlighter([
  { tag: tags.comment, class: kindOf("comment") },
  { tag: [tags.string, tags.special(tags.string)], class: kindOf("string") },
  { tag: [tags.number, tags.bool, tags.null], class: kindOf("literal") },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword], class: kindOf("keyword") },
  { tag: tags.typeName, class: kindOf("type") },
]);
