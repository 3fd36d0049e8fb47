import { RunError } from "../../errors.js";

const HEAD_END = "\r\n\r\n";

/**
 * The body of a small HTTP response, once it is whole.
 *
 * @param response what has come since the request
 * @returns null while more must come; the status line in place of the body for any other status than 200
 * @throws RunError for a response without Content-Length, or with more than it says
 */
export function parseResponse(response: string): string | null {
  const headLength = response.indexOf(HEAD_END);
  if (headLength < 0) return null;
  if (!response.startsWith("HTTP/1.1 200 ")) return response.slice(0, response.indexOf("\r\n"));
  const length = /\r\nContent-Length: (\d+)\r\n/i.exec(response.slice(0, headLength + 2))?.[1];
  if (length === undefined) throw new RunError("the answer has no Content-Length");
  const body = response.slice(headLength + HEAD_END.length);
  if (body.length > Number(length))
    throw new RunError(`the answer is longer than its Content-Length of ${length}`);
  return body.length === Number(length) ? body : null;
}
