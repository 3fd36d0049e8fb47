import type { Protocol } from "../../load/protocol.js";

/** In the manner of the essay's perf2: bare digits without a newline out, whatever one read brings is the answer. */
export function digits(n: number): Protocol {
  return { request: String(n), answerIn: (received) => received.replace(/\n$/, "") };
}
