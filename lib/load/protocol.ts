/** How a server is asked, and what of its bytes is an answer. Requests and answers are Latin-1. */
export interface Protocol {
  readonly request: string;
  /**
   * The answer, once all of it has come.
   *
   * @param received everything since the request
   * @returns null while more must come
   * @throws RunError for what can be no answer
   */
  answerIn(received: string): string | null;
}

/** One line out, one line back; the answer comes without its newline. */
export function lineProtocol(line: string): Protocol {
  return {
    request: `${line}\n`,
    answerIn: (received) => (received.endsWith("\n") ? received.slice(0, -1) : null),
  };
}
