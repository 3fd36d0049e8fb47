import type { Server, Socket } from "node:net";
import { messageOf } from "../../errors.js";
import type { Answer } from "./answer.js";
import { type Coroutine, CoroutineLoop } from "./coroutine-loop.js";
import { errorLine } from "./reply-queue.js";
import { RequestReader } from "./request-reader.js";
import { QUIET_MS } from "./serve-connection.js";

/**
 * Serves as the talk's last server does: one generator coroutine accepts, one more serves each connection, and each
 * yields whenever it would have to wait.
 *
 * @returns rejects when a coroutine fails, which is a mistake in this code
 */
export function serve(server: Server, answer: Answer): Promise<void> {
  return new Promise((_resolve, reject) => {
    const loop = new CoroutineLoop(reject);
    loop.listen(server);
    loop.spawn(accepting(loop, server, answer));
  });
}

function* accepting(loop: CoroutineLoop, server: Server, answer: Answer): Coroutine {
  for (;;) {
    const socket = (yield ["accept", server]) as Socket;
    loop.spawn(serving(socket, answer));
  }
}

function* serving(socket: Socket, answer: Answer): Coroutine {
  const requests: (number | string)[] = [];
  const reader = new RequestReader({
    request: (n) => requests.push(n),
    refuse: (reason) => requests.push(reason),
  });
  let readable = true;
  while (readable) {
    const ready = yield reader.undecided ? ["receive", socket, QUIET_MS] : ["receive", socket];
    readable = receive(socket, reader, ready === true);
    for (const request of requests.splice(0)) {
      socket.write(
        typeof request === "number" ? yield* replyTo(request, answer) : errorLine(request),
        "latin1",
      );
      yield ["send", socket];
    }
  }
  socket.destroySoon();
}

/** Hands what has come to the reader; false once nothing more can come. */
function receive(socket: Socket, reader: RequestReader, ready: boolean): boolean {
  if (!ready) reader.quiet();
  for (let segment: Buffer | null = socket.read(); segment; segment = socket.read()) {
    if (!reader.push(segment)) return false;
  }
  if (!socket.readableEnded && !socket.destroyed) return true;
  reader.end();
  return false;
}

function* replyTo(n: number, answer: Answer): Generator<["future", Promise<unknown>], string, unknown> {
  try {
    return `${yield ["future", Promise.resolve(answer(n))]}\n`;
  } catch (error) {
    return errorLine(messageOf(error));
  }
}
