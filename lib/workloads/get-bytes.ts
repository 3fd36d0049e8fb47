import { gunzipSync } from "node:zlib";
import type { Dispatcher } from "undici";
import { RunError } from "../errors.js";
import { onAbort } from "../on-abort.js";

/** An answer that is no document. */
export class StatusError extends RunError {
  override name = "StatusError";

  /** @param retryAfter the answer's Retry-After, as it came */
  constructor(
    readonly status: number,
    readonly retryAfter: string | undefined,
  ) {
    super(`Expected status 200, got ${status}`);
  }
}

interface Response {
  readonly body: Buffer;
  readonly gzipped: boolean;
}

/**
 * GETs `path` and returns the body of the answer, inflated when it came gzipped.
 *
 * Over `dispatch`, because undici's other calls build a stream for every response, and over one `concat`, because
 * decoding piece by piece costs more than joining first.
 *
 * @returns rejects with a {@link StatusError} on a status other than 200, with undici's error when the connection or its
 *   time fails, or with the signal's reason; the connection of an aborted request is closed
 */
export async function getBytes(
  dispatcher: Dispatcher,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { body, gzipped } = await dispatchGet(dispatcher, path, headers, signal);
  // Here and not on zlib's threads: for documents of some 10 KB the hop there costs more CPU than the inflating.
  return gzipped ? gunzipSync(body) : body;
}

function dispatchGet(
  dispatcher: Dispatcher,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let gzipped = false;
    let stopListening: (() => void) | undefined;
    dispatcher.dispatch(
      { method: "GET", path, headers: { ...headers } },
      {
        onRequestStart(controller) {
          // Called again when undici repeats the request after a connection was lost before it was sent.
          stopListening?.();
          stopListening = signal && onAbort(signal, (reason) => controller.abort(asError(reason)));
        },
        onResponseStart(controller, status, responseHeaders) {
          gzipped = responseHeaders["content-encoding"] === "gzip";
          if (status === 200) return;
          const retryAfter = responseHeaders["retry-after"];
          controller.abort(
            new StatusError(status, retryAfter === undefined ? undefined : String(retryAfter)),
          );
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          stopListening?.();
          resolve({ body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), gzipped });
        },
        onResponseError(_controller, error) {
          stopListening?.();
          reject(signal?.aborted ? signal.reason : error);
        },
      },
    );
  });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("aborted", { cause: reason });
}
