import { createSyncFn } from "synckit";
import { compiledModule } from "../paths.js";
import type { DocumentClientOptions, DocumentClientStats } from "./fetch-document.js";

/** What is asked of the thread that fetches while this one stands still. */
export type BlockingCall =
  | { readonly open: DocumentClientOptions }
  | { readonly fetch: number }
  | { readonly stats: true };

/** Fetches documents by synchronous calls; nothing else in this thread runs meanwhile, timers and signals included. */
export interface BlockingDocumentClient {
  /** The document's bytes. Throws an error that names the document. */
  fetchBytes(id: number): Uint8Array;
  stats(): DocumentClientStats;
}

/**
 * Opens a client in a thread of its own, which is ready when this returns: the way to a synchronous call in
 * Node.js, where no HTTP client has one. One such client per process; the thread ends with the process.
 */
export function openBlockingDocumentClient(options: DocumentClientOptions): BlockingDocumentClient {
  const call = createSyncFn(compiledModule("workloads", "fetch-document-blocking-thread.js")) as (
    message: BlockingCall,
  ) => unknown;
  call({ open: options });
  return {
    fetchBytes: (id) => call({ fetch: id }) as Uint8Array,
    stats: () => call({ stats: true }) as DocumentClientStats,
  };
}
