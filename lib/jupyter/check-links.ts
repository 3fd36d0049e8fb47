import { existsSync } from "node:fs";
import path from "node:path";
import type { Notebook } from "./notebook-file.js";
import type { NotebookProblem } from "./notebook-problem.js";

/**
 * Links of a notebook's prose that lead nowhere: to a file that does not exist, or to a heading that the notebook
 * does not have. Addresses of other hosts are not asked, so that the check needs no network and gives one answer.
 */
export function checkLinks(file: string, { cells }: Notebook): NotebookProblem[] {
  const prose = cells.map(({ cell_type, source }) => (cell_type === "markdown" ? withoutBlocks(source) : ""));
  const headings = new Set(
    prose.flatMap((text) => [...text.matchAll(HEADING)].map((found) => slug(found[1]!))),
  );
  return prose.flatMap((text, cell) =>
    [...withoutSpans(text).matchAll(LINK)].flatMap((found) => {
      const target = (found[1] ?? found[2])!;
      const message = fault(target, path.dirname(file), headings);
      if (message === undefined) return [];
      return [{ file, cell, line: text.slice(0, found.index).split("\n").length, message }];
    }),
  );
}

/** `[text](target)`, also of an image, and the `src` or `href` of a tag. */
const LINK = /\]\(\s*<?([^)\s>]+)|\s(?:src|href)="([^"]+)"/g;
const HEADING = /^#{1,6}\s+(.+?)\s*$/gm;

function fault(target: string, folder: string, headings: ReadonlySet<string>): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(target)) {
    return URL.canParse(target) ? undefined : `expected a link to an address, got ${target}`;
  }
  const [place, heading] = decodeURI(target).split("#");
  if (place) {
    if (existsSync(path.resolve(folder, place))) return undefined;
    return `expected a link to a file that exists, got ${target}`;
  }
  if (headings.has(slug(heading ?? ""))) return undefined;
  return `expected a link to a heading of this notebook, got ${target}`;
}

/** Editors disagree about case and punctuation in the names of headings; here neither counts. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** The text with blocks of code blanked out, every line in its place. */
function withoutBlocks(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, " "));
}

function withoutSpans(markdown: string): string {
  return markdown.replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length));
}
