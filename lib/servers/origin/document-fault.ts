import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { shown, UsageError } from "../../errors.js";

/**
 * What may be wrong with an answer: it comes late; it is an error page of status 500, or of 429 that asks to come
 * back after a second; its body is cut short, or is no JSON; or its connection is reset instead.
 */
export const faultKinds = ["late", "status-500", "truncated", "malformed", "status-429", "reset"] as const;

export type FaultKind = (typeof faultKinds)[number];

/** A fault that meets the first request for one document; whoever asks again gets the document. */
export interface DocumentFault {
  /** The document's id, from 1. */
  readonly document: number;
  readonly kind: FaultKind;
  /** How much later than due a late answer is sent: up to 60,000 ms. */
  readonly lateMs?: number;
}

/** The least that Retry-After can say, which is in whole seconds. */
export const RETRY_AFTER_SECONDS = 1;
const LONGEST_MS = 60_000;

/** @throws {UsageError} for anything but null and a fault. */
export function readFault(value: unknown): DocumentFault | null {
  if (value === null || isFault(value)) return value;
  throw new UsageError(
    `expected \`fault\` to be null or an object of document, kind (${faultKinds.join(", ")}) and lateMs, came ${shown(value)}; try {"document":7,"kind":"reset"}`,
  );
}

/**
 * Answers in one of the wrong ways that do not depend on the time.
 *
 * @param connection of TCP, which TLS may have wrapped: only a bare one can be reset
 */
export function answerWrongly(
  kind: Exclude<FaultKind, "late">,
  connection: Socket,
  response: ServerResponse,
  body: Buffer,
): void {
  switch (kind) {
    case "status-500":
      sendPage(response, 500, "Internal Server Error");
      return;
    case "status-429":
      sendPage(response, 429, "Too Many Requests", { "retry-after": String(RETRY_AFTER_SECONDS) });
      return;
    case "truncated":
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
      // Once the half is on its way: ending at once would send nothing at all.
      response.write(body.subarray(0, body.length / 2), () => connection.destroySoon());
      return;
    case "malformed":
      response.writeHead(200, { "content-type": "application/json" }).end(body.subarray(0, -1));
      return;
    case "reset":
      connection.resetAndDestroy();
  }
}

/** The kind of page that servers and the proxies before them have for errors. */
function sendPage(
  response: ServerResponse,
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { "content-type": "text/html", ...headers })
    .end(`<html><body><h1>${status} ${title}</h1></body></html>`);
}

function isFault(value: unknown): value is DocumentFault {
  const { document, kind, lateMs } = (value ?? {}) as Partial<Record<string, unknown>>;
  const isLate = kind === "late";
  return (
    Number.isInteger(document) &&
    (document as number) >= 1 &&
    faultKinds.includes(kind as FaultKind) &&
    (isLate ? typeof lateMs === "number" && lateMs >= 0 && lateMs <= LONGEST_MS : lateMs === undefined)
  );
}
