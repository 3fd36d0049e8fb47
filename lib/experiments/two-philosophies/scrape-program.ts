import { Pool } from "undici";
import { messageOf, RunError } from "../../errors.js";
import type { Work } from "../../strategies/strategy.js";
import { traced } from "../../strategies/traced.js";
import { getBytes } from "../../workloads/get-bytes.js";
import { type Argument, choiceIn, flagIn, type JobOutcome, textIn, textsIn } from "../job-program.js";
import { messagesIn } from "./error-handling.js";
import { type Scraped, scrapeKinds } from "./scrape-kinds.js";

/**
 * D3 `scrape`: reads all `pages`, paths below `origin`, at once.
 * Argument: `variant`, `origin`, `pages`, `trace`. The answers are the sizes in bytes, in order; a page that
 * failed, or was given up because another did, has an empty one.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const kind = scrapeKinds[choiceIn(argument, "variant", scrapeKinds)];
  const pages = textsIn(argument, "pages");
  const pool = new Pool(textIn(argument, "origin"));
  const readPage = reading(pool);
  const trace = flagIn(argument, "trace") ? traced(readPage) : undefined;
  const outcome = new Outcome();

  const startMs = performance.now();
  const onPage = (index: number, scraped: Scraped) =>
    outcome.add(index, scraped, performance.now() - startMs);
  try {
    await kind({ pages, read: trace?.work ?? readPage, onPage });
  } catch (error) {
    outcome.addError(error);
  }
  const workMs = performance.now() - startMs;

  await pool.destroy();
  return {
    workMs,
    answers: pages.map((_, index) => outcome.sizes.get(index) ?? ""),
    counters: {
      pages: outcome.sizes.size,
      errorsNamed: pages.filter((page) => outcome.messages.some((message) => message.includes(page))).length,
      firstResultMs: outcome.firstMs ?? workMs,
    },
    ...(trace && { trace: trace.spans }),
  };
}

/** What the program gets to see, and when it first sees something. */
class Outcome {
  readonly sizes = new Map<number, string>();
  readonly messages: string[] = [];
  firstMs: number | undefined;

  add(index: number, scraped: Scraped, atMs: number): void {
    this.firstMs ??= atMs;
    if ("error" in scraped) this.addError(scraped.error);
    else this.sizes.set(index, String(scraped.bytes));
  }

  addError(error: unknown): void {
    this.messages.push(...messagesIn(error));
  }
}

function reading(pool: Pool): Work<string, number> {
  return async (page, _index, signal) => {
    try {
      return (await getBytes(pool, page, {}, signal)).byteLength;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw new RunError(`${page}: ${messageOf(error)}`, { cause: error });
    }
  };
}
