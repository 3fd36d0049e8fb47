import path from "node:path";
import MarkdownIt from "markdown-it";
import { safeName } from "../plain-text.js";

/** A heading of a page, for its list of contents. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  /** The id of its element. */
  readonly anchor: string;
}

/** Where the notebooks lie, seen from a page of one. */
const NOTEBOOKS = "../../notebooks";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/**
 * A notebook's Markdown as HTML, and its headings. HTML inside it is shown as text. Links to other files of the
 * project lead there from the page; links that could run code stay text.
 *
 * @param taken anchors that are in use; those of these headings are added.
 */
export function proseHtml(source: string, taken: Set<string>): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const tokens = markdown.parse(source, {});
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const text = plainInline(tokens[index + 1]?.children ?? []);
      const anchor = freeAnchor(safeName(text), taken);
      token.attrSet("id", anchor);
      headings.push({ level: Number(token.tag.slice(1)), text, anchor });
    }
    for (const child of token.children ?? []) {
      const href = child.type === "link_open" ? child.attrGet("href") : null;
      if (href !== null) child.attrSet("href", fromPage(String(href)));
      // A picture would be a request; what it shows is said in its text.
      if (child.type === "image") child.type = "text";
    }
  }
  return { html: markdown.renderer.render(tokens, markdown.options, {}), headings };
}

function plainInline(children: readonly { readonly type: string; readonly content: string }[]): string {
  return children
    .filter(({ type }) => type === "text" || type === "code_inline")
    .map(({ content }) => content)
    .join("");
}

function freeAnchor(name: string, taken: Set<string>): string {
  let anchor = name;
  for (let count = 2; taken.has(anchor); count++) anchor = `${name}-${count}`;
  taken.add(anchor);
  return anchor;
}

function fromPage(href: string): string {
  if (/^([a-z][a-z0-9+.-]*:|#|\/)/i.test(href)) return href;
  const target = path.posix.normalize(`${NOTEBOOKS}/${href}`);
  // Of another notebook there is a page beside this one.
  return target.replace(/^\.\.\/\.\.\/notebooks\/([\w-]+)\.ipynb/, "$1.html");
}
