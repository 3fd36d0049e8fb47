import { Channel } from "../../primitives/channel.js";
import { withTaskGroup } from "../../primitives/task-group.js";
import { WaitGroup } from "../../primitives/wait-group.js";
import { gather } from "../../strategies/gather.js";
import type { Work } from "../../strategies/strategy.js";

/** What became of one page: its size, or its error. */
export type Scraped = { readonly bytes: number } | { readonly error: unknown };

/** Pages to scrape. */
export interface Scrape {
  readonly pages: readonly string[];
  /** Reads a page to its end; resolves with its size in bytes, and names the page in its errors. */
  readonly read: Work<string, number>;
  /** Called with each page as soon as the program has something to show of it. */
  readonly onPage: (index: number, scraped: Scraped) => void;
}

/** Scrapes all pages; rejects when a failure costs the other pages too. */
export type ScrapeKind = (scrape: Scrape) => Promise<void>;

export const scrapeKinds = {
  lines: overChannel,
  settled,
  gather: gathered,
  "task-group": inTaskGroup,
} satisfies Record<string, ScrapeKind>;

/** The Go program's way: each page sends its line, or its error, on a channel; a further task closes it. */
async function overChannel({ pages, read, onPage }: Scrape): Promise<void> {
  const lines = new Channel<readonly [number, Scraped]>(pages.length);
  const readers = new WaitGroup();
  for (const [index, page] of pages.entries()) {
    readers.go(async () => lines.trySend([index, await attempt(read, page, index)]));
  }
  const closed = readers.wait().finally(() => lines.close());
  for await (const [index, scraped] of lines) onPage(index, scraped);
  await closed;
}

/** The Python program's way: every page catches its own error, and all are looked at when the last is there. */
async function settled({ pages, read, onPage }: Scrape): Promise<void> {
  const lines = await Promise.all(pages.map((page, index) => attempt(read, page, index)));
  for (const [index, scraped] of lines.entries()) onPage(index, scraped);
}

/** The first failure cancels the other pages. */
async function gathered({ pages, read, onPage }: Scrape): Promise<void> {
  await gather(pages, read, { onResult: (bytes, index) => onPage(index, { bytes }) });
}

/** As gather, with every failure named by its page. */
async function inTaskGroup({ pages, read, onPage }: Scrape): Promise<void> {
  await withTaskGroup((group) => {
    pages.forEach((page, index) => {
      void group.spawn(page, async (signal) => onPage(index, { bytes: await read(page, index, signal) }));
    });
  });
}

async function attempt(read: Work<string, number>, page: string, index: number): Promise<Scraped> {
  try {
    return { bytes: await read(page, index, neverAborts) };
  } catch (error) {
    return { error };
  }
}

const neverAborts = new AbortController().signal;
