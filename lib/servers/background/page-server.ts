import { createServer, type Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { MailForm } from "./mail-form.js";

/**
 * A site of one page, which takes `handlerMs` and promises a mail; its answer is the mail's id. `/ready` is answered
 * at once and promises nothing.
 *
 * @param name makes the ids of this process unlike those of the one before it.
 */
export function createPageServer(form: MailForm, handlerMs: number, name: string): Server {
  let mailCount = 0;
  return createServer((request, response) => {
    if (request.url === "/ready") {
      response.end("ready");
      return;
    }
    const answer = async () => {
      await delay(handlerMs);
      const id = `${name}-${mailCount++}`;
      await form.accept({ id, to: "reader@interleave.test" });
      response.end(id);
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
}
