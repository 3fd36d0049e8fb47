import { figureText, type Prose } from "../prose.js";

/**
 * Text as Markdown shows it unchanged: nothing in it is markup, a link, an entity, a formula or a table's border.
 * Links that viewers make of bare addresses are broken up as well.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&$#!{}]/g, "\\$&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replaceAll("//", "\\/\\/")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replaceAll("@", "\\@");
}

/** Text of the catalogue, in which backticks mark code. */
export function inline(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : escapeMarkdown(part)))
    .join("");
}

/** A code span around any text, without the two characters that would end the span or a table's cell. */
export function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "¦")}\``;
}

/** What repository hosts call a heading whose text is not repeated. */
export function headingAnchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}

export function sentence(of: Prose): string {
  return of.map((part) => (typeof part === "string" ? inline(part) : figureText(part))).join("");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** On one line, whatever came. */
export function cell(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
