import type ts from "typescript";

/** What the compiler says of the symbol under the cursor. */
export type SymbolInfo = Pick<ts.QuickInfo, "displayParts" | "documentation" | "tags">;

/**
 * The text with which an editor answers "what is this?": the type as the compiler sees it, then its docstring with
 * its tags. tslab's own writes every part of a link on a line of its own, and leaves out which tag says what.
 */
export function describeSymbol({ displayParts, documentation, tags }: SymbolInfo): string {
  const described = [textOf(displayParts), textOf(documentation), (tags ?? []).map(tagText).join("\n")];
  return described.filter((text) => text !== "").join("\n\n");
}

function tagText({ name, text }: ts.JSDocTagInfo): string {
  const said = textOf(text);
  return said.includes("\n") && name === "example" ? `@${name}\n${said}` : `@${name} ${said}`.trimEnd();
}

function textOf(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return (parts ?? [])
    .filter(({ kind }) => kind !== "link")
    .map(({ text }) => text)
    .join("");
}
