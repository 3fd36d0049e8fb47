import { styleText } from "node:util";

/** How a terminal shows a piece of text; `NO_COLOR` turns all of it off. */
export type TerminalStyle = Parameters<typeof styleText>[0];

/** *Source*: https://no-color.org */
export function styled(style: TerminalStyle, text: string): string {
  return process.env.NO_COLOR || text === "" ? text : styleText(style, text);
}

/** The columns that a text takes, without the sequences that colour it. */
export function visibleLength(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins them
  return text.replace(/\u001b\[[0-9;]*m/g, "").length;
}
