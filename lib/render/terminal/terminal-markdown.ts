import MarkdownIt, { type Token } from "markdown-it";
import { styled, visibleLength } from "./terminal-style.js";

const markdown = new MarkdownIt({ html: false });

/** Markdown for a terminal: wrapped to `width` columns, with headings, lists and emphasis by colour and weight. */
export function terminalMarkdown(source: string, width: number): string {
  const blocks: string[] = [];
  /** Of each list around the place, the number of its next item, or null for bullets. */
  const lists: (number | null)[] = [];
  let bullet = "";
  let style: "h1" | "h" | undefined;
  for (const token of markdown.parse(source, {})) {
    if (token.type === "heading_open") style = token.tag === "h1" ? "h1" : "h";
    else if (token.type === "bullet_list_open") lists.push(null);
    else if (token.type === "ordered_list_open") lists.push(Number(token.attrGet("start") ?? 1));
    else if (token.type === "list_item_open") bullet = nextBullet(lists);
    else if (/_list_close$/.test(token.type)) {
      lists.pop();
      if (lists.length === 0) blocks.push("");
    } else if (token.type === "fence" || token.type === "code_block") {
      blocks.push(token.content.trimEnd().replace(/^/gm, "    "), "");
    } else if (token.type === "inline" && style !== undefined) {
      blocks.push(styled(style === "h1" ? ["bold", "underline"] : "bold", inlineText(token)), "");
      style = undefined;
    } else if (token.type === "inline") {
      const first = "   ".repeat(Math.max(0, lists.length - 1)) + (lists.length > 0 ? bullet : "");
      blocks.push(wrap(inlineText(token), width, first));
      if (lists.length === 0) blocks.push("");
      // A second paragraph of the item stands below the first.
      bullet = " ".repeat(bullet.length);
    }
  }
  return blocks.join("\n").trimEnd();
}

/** Counts an ordered list on. */
function nextBullet(lists: (number | null)[]): string {
  const number = lists.at(-1);
  if (typeof number !== "number") return "-  ";
  lists[lists.length - 1] = number + 1;
  return `${number}. `;
}

function inlineText({ children }: Token): string {
  let text = "";
  const emphasis: ("bold" | "italic")[] = [];
  let link = "";
  for (const { type, content, attrs } of children ?? []) {
    if (type === "strong_open") emphasis.push("bold");
    else if (type === "em_open") emphasis.push("italic");
    else if (type === "strong_close" || type === "em_close") emphasis.pop();
    else if (type === "link_open") link = String(new Map(attrs ?? []).get("href") ?? "");
    else if (type === "link_close") text += styled("dim", ` (${link})`);
    else if (type === "code_inline") text += eachWord(content, (word) => styled("cyan", word));
    else if (type === "softbreak" || type === "hardbreak") text += " ";
    else text += emphasis.length === 0 ? content : eachWord(content, (word) => styled(emphasis, word));
  }
  return text;
}

/** Styled one by one, words may be parted by a line's end. */
function eachWord(text: string, change: (word: string) => string): string {
  return text.replace(/\S+/g, change);
}

/** @param first what the first line begins with; the others begin with blanks of its length. */
function wrap(text: string, width: number, first: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(" ").filter((each) => each !== "")) {
    if (!empty && visibleLength(line) + 1 + visibleLength(word) > width) {
      lines.push(line);
      line = " ".repeat(first.length);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join("\n");
}
