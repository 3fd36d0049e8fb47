import { messageOf, RunError } from "../../errors.js";
import { withDeadline } from "../../primitives/deadline.js";
import { gather } from "../../strategies/gather.js";
import { type RetryOptions, retryAfterMs, retrying } from "../../strategies/retrying.js";
import type { Work } from "../../strategies/strategy.js";
import { decodeName } from "../../workloads/decode-name.js";
import type { DocumentClient } from "../../workloads/fetch-document.js";
import { StatusError } from "../../workloads/get-bytes.js";

/** A document that could not be had, and which one it was. */
export class DocumentError extends RunError {
  override name = "DocumentError";
  /** What the answer's Retry-After asks for, which `retrying` honours; absent where it has none. */
  readonly retryAfterMs?: number;

  constructor(
    readonly document: number,
    cause: unknown,
  ) {
    super(`Document ${document}: ${messageOf(cause).replace(/^Document \d+: /, "")}`, { cause });
    const status = cause instanceof Error ? cause.cause : undefined;
    const askedMs = status instanceof StatusError ? retryAfterMs(status.retryAfter, Date.now()) : undefined;
    if (askedMs !== undefined) this.retryAfterMs = askedMs;
  }
}

/** What became of one document. */
export type FetchOutcome = { readonly name: string } | { readonly error: unknown };

/** Fetches all documents, and gives what became of each; or rejects, and then nothing of any is left. */
export type FaultHandling = (
  documents: readonly number[],
  fetchName: Work<number, string>,
) => Promise<FetchOutcome[]>;

/** Work that gives up on an answer when its time is over, and fails with a {@link DocumentError} only. */
export function patientFor(timeoutMs: number, client: DocumentClient): Work<number, string> {
  return async (id, _index, signal) => {
    try {
      return await withDeadline(
        timeoutMs,
        async (own) => decodeName(await client.fetchBytes(id, own)),
        signal,
      );
    } catch (error) {
      throw new DocumentError(id, error);
    }
  };
}

const RETRIES: RetryOptions = { attempts: 3, backOffMs: 50 };

/** All at once, and three ways to meet an error. */
export const faultHandlings = {
  /** The first one cancels every other document. */
  gather: async (documents, fetchName) =>
    gather(documents, async (...task) => ({ name: await fetchName(...task) })),
  /** Each stays with its document. */
  settled,
  /** The same, and what failed is tried again before it counts as failed. */
  retrying: (documents, fetchName) => settled(documents, retrying(fetchName, RETRIES)),
} satisfies Record<string, FaultHandling>;

function settled(documents: readonly number[], fetchName: Work<number, string>): Promise<FetchOutcome[]> {
  return gather(documents, async (...task): Promise<FetchOutcome> => {
    try {
      return { name: await fetchName(...task) };
    } catch (error) {
      return { error };
    }
  });
}
