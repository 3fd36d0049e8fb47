import { readFile } from "node:fs/promises";
import path from "node:path";
import { libraryFolder } from "@interleave/lib/dist/paths.js";
import ts from "typescript";

/** A part of the library's table of contents: the comment above its exports, and what they are called. */
export interface Section {
  readonly title: string;
  readonly names: readonly string[];
}

/** The library's doors; the second leads to the first. */
const DOORS = ["concurrency.ts", "index.ts"];

/** The sections of the library's table of contents. */
export async function readSections(): Promise<Section[]> {
  const texts = await Promise.all(DOORS.map((door) => readFile(path.join(libraryFolder, door), "utf8")));
  return texts.flatMap(sectionsOf);
}

/** The sections of a module that only exports, in their order: each begins with a comment of one line. */
export function sectionsOf(text: string): Section[] {
  const parsed = ts.createSourceFile("door.ts", text, ts.ScriptTarget.Latest, true);
  const sections: { readonly title: string; readonly names: string[] }[] = [];
  for (const statement of parsed.statements.filter(ts.isExportDeclaration)) {
    const comments = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
    const title = comments
      .map(({ pos, end }) => text.slice(pos, end))
      .findLast((one) => one.startsWith("// "));
    if (title !== undefined) sections.push({ title: title.slice(3), names: [] });
    const { exportClause } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) continue;
    sections.at(-1)?.names.push(...exportClause.elements.map(({ name }) => name.text));
  }
  return sections;
}
