/**
 * A worker of the servers that `spread` compares, started by its primary with one word: `listens` on a port that the
 * workers of a cluster share, or `is-handed` connections that the primary has accepted. It ends with its channel.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ownUse } from "../../resource-use.js";
import { listenOnLoopback } from "../loopback.js";
import { tellAccountAtEnd } from "../worker-account.js";
import { createWorkServer } from "./work-server.js";
import { CONNECTION, type WorkerAccount, type WorkerMessage } from "./worker-message.js";

let requests = 0;
let work = 0;
/** Connections that have asked for something already. */
const asked = new WeakSet<Socket>();
const server = createWorkServer((units) => {
  requests++;
  work += units;
});

tellAccountAtEnd((): WorkerAccount => ({ requests, work, use: ownUse() }));
if (process.argv[2] === "listens") {
  await listenOnLoopback(server);
} else {
  server.on("request", tellOfRequest);
  process.on("message", (message, socket) => {
    if (message === CONNECTION) take(socket as Socket | undefined);
  });
  tell("ready");
}

/** Serves a connection that came paused from the primary. */
function take(socket: Socket | undefined): void {
  // The client may be gone before its connection has come here.
  if (!socket) {
    tell("ended");
    tell("closed");
    return;
  }
  socket.once("close", () => {
    if (!asked.has(socket)) tell("ended");
    tell("closed");
  });
  server.emit("connection", socket);
  socket.resume();
}

function tellOfRequest({ socket }: IncomingMessage, response: ServerResponse): void {
  if (asked.has(socket)) tell("begun");
  asked.add(socket);
  response.once("close", () => tell("ended"));
}

function tell(message: WorkerMessage): void {
  // The primary may be gone, which the channel's end tells.
  process.send?.(message, () => {});
}
