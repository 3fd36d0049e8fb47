import type { Socket } from "node:net";
import { messageOf } from "../../errors.js";
import { afterQuiet } from "./after-quiet.js";
import type { Answer } from "./answer.js";
import { ReplyQueue } from "./reply-queue.js";
import { RequestReader } from "./request-reader.js";

/** How long a first segment without a newline is held back, once per connection: see `RequestReader`. */
export const QUIET_MS = 25;
/** A client that sends on without reading is not read from until it has caught up. */
const LARGEST_BACKLOG = 64;

/**
 * Answers the requests of one connection, in their order, until it closes. Each answer is a line: fib(n), or
 * `error: ` and what was expected. A bad request costs its client one such line; a client that leaves costs nobody
 * anything.
 *
 * @param socket opened half and paused, as `openListener` makes them
 * @returns resolves when the connection has closed; never rejects
 */
export function serveConnection(socket: Socket, answer: Answer): Promise<void> {
  let ended = false;
  let cancelQuiet = () => {};

  const endWhenAnswered = () => {
    if (ended && replies.size === 0) socket.destroySoon();
  };
  const replies = new ReplyQueue(
    (text) => {
      if (!socket.write(text, "latin1")) socket.pause();
    },
    () => {
      endWhenAnswered();
      if (!socket.writableNeedDrain) socket.resume();
    },
  );
  const reader = new RequestReader({
    request(n) {
      try {
        replies.add(answer(n));
      } catch (error) {
        replies.addError(messageOf(error));
      }
    },
    refuse: (reason) => replies.addError(reason),
  });
  const finish = () => {
    cancelQuiet();
    reader.end();
    ended = true;
    endWhenAnswered();
  };

  socket.on("data", (segment: Buffer) => {
    if (ended) return;
    cancelQuiet();
    if (!reader.push(segment)) finish();
    else if (reader.undecided) cancelQuiet = afterQuiet(QUIET_MS, () => reader.quiet());
    if (replies.size > LARGEST_BACKLOG) socket.pause();
  });
  socket.on("drain", () => {
    if (replies.size <= LARGEST_BACKLOG) socket.resume();
  });
  socket.on("end", finish);
  // A client that leaves abruptly: there is nobody to tell.
  socket.on("error", () => socket.destroy());
  socket.resume();
  return new Promise((resolve) =>
    socket.once("close", () => {
      cancelQuiet();
      resolve();
    }),
  );
}
