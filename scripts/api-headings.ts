export interface Heading {
  readonly level: number;
  readonly title: string;
  readonly anchor: string;
}

/** A line for each section of a page (`## `) with a link to each of its symbols (`### `). */
export function contentsOf(page: string): string {
  const lines: { readonly section: string; readonly links: string[] }[] = [];
  for (const { level, title, anchor } of headingsOf(page)) {
    if (level === 2) lines.push({ section: title, links: [] });
    if (level === 3) lines.at(-1)?.links.push(`[${title.replace("()", "")}](#${anchor})`);
  }
  return lines.map(({ section, links }) => `- **${section}.** ${links.join(", ")}`).join("\n");
}

/**
 * The page with its links leading to headings. The plugin counts `Channel.stats` as one more `ChannelStats`, and
 * then links to `#channelstats-1`, which no heading has.
 */
export function mendLinks(page: string): string {
  const anchors = new Set(headingsOf(page).map(({ anchor }) => anchor));
  return page.replace(/\]\(#([\w-]+)-\d+\)/g, (link, name: string) =>
    anchors.has(link.slice(3, -1)) || !anchors.has(name) ? link : `](#${name})`,
  );
}

/** The headings of a page outside its code, from the second level down, and what links call them. */
export function headingsOf(page: string): Heading[] {
  const counts = new Map<string, number>();
  const headings: Heading[] = [];
  let fenced = false;
  for (const line of page.split("\n")) {
    if (line.startsWith("```")) fenced = !fenced;
    const [, marks, title] = (!fenced && /^(#{2,6}) (.+)$/.exec(line)) || [];
    if (marks !== undefined && title !== undefined)
      headings.push({ level: marks.length, title, anchor: anchorOf(title, counts) });
  }
  return headings;
}

/** As repository hosts name a heading: a number tells those of one name apart. */
function anchorOf(title: string, counts: Map<string, number>): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
  const count = counts.get(name) ?? 0;
  counts.set(name, count + 1);
  return count === 0 ? name : `${name}-${count}`;
}
