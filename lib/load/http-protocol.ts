import { RunError } from "../errors.js";
import type { Protocol } from "./protocol.js";

const HEAD_END = "\r\n\r\n";

/**
 * A GET on a connection that is kept alive; the answer is the body. It knows as much of HTTP as a small page takes:
 * a response without Content-Length, in chunks for instance, is refused.
 */
export function httpProtocol(path = "/"): Protocol {
  // A server that is asked the same again answers the same, but for the date: comparing costs less than parsing.
  let known = "";
  let body: string | null = null;
  return {
    request: `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    answerIn(received) {
      if (received === known) return body;
      const answer = bodyOf(received);
      if (answer !== null) {
        known = received;
        body = answer;
      }
      return answer;
    },
  };
}

/** The status line stands in place of the body for any other status than 200. */
function bodyOf(response: string): string | null {
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
