import { ServerConnection } from "@jupyterlab/services";
import WebSocket from "ws";
import { messageOf } from "../../errors.js";
import type { ServerAddress } from "./server-address.js";

/**
 * How `@jupyterlab/services` talks to a server from Node.
 *
 * The token goes into a header of every request, and of the handshake of the web socket: services would put it into
 * the socket's URL, and so into the log of the server and of every proxy on the way.
 */
export function serverSettings({ url, token }: ServerAddress): ServerConnection.ISettings {
  class AuthorizedSocket extends WatchedSocket {
    constructor(socketUrl: string, protocols: string[]) {
      super(socketUrl, protocols, token === "" ? {} : { Authorization: `token ${token}` });
    }
  }
  return ServerConnection.makeSettings({
    baseUrl: url,
    token,
    appendToken: false,
    // A redirect leads to a login page; a followed one would answer with its HTML.
    init: { redirect: "manual", cache: "no-store" },
    fetch: fetchOrSayWhy,
    WebSocket: AuthorizedSocket as unknown as ServerConnection.ISettings["WebSocket"],
  });
}

/** fetch says "fetch failed" of every failure, and services keep nothing of an error but its message. */
async function fetchOrSayWhy(input: RequestInfo, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    const { code } = cause as NodeJS.ErrnoException;
    const message = messageOf(cause);
    throw new Error(code === undefined || message.includes(code) ? message : `${code} ${message}`.trim());
  }
}

/** How often the other end is asked whether it is there. */
const PING_MS = 10_000;
const HANDSHAKE_LIMIT_MS = 15_000;
/** Far above any result; a server that sends more at once is not one that we know. */
const MESSAGE_LIMIT_BYTES = 128 * 1024 ** 2;

/** A web socket that closes when the other end stays silent: a machine that loses power closes nothing. */
class WatchedSocket extends WebSocket {
  constructor(url: string, protocols: string[], headers: Readonly<Record<string, string>>) {
    super(url, protocols, {
      headers,
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
      maxPayload: MESSAGE_LIMIT_BYTES,
    });
    let answered = true;
    const timer = setInterval(() => {
      if (this.readyState !== WebSocket.OPEN) return;
      if (!answered) return this.terminate();
      answered = false;
      this.ping();
    }, PING_MS);
    this.on("pong", () => {
      answered = true;
    });
    this.once("close", () => clearInterval(timer));
  }

  /** What is no message of the protocol ends the connection: thrown in a listener, it would end this process. */
  override emit(event: string, ...parts: unknown[]): boolean {
    if (event !== "message") return super.emit(event, ...parts);
    try {
      return super.emit(event, ...parts);
    } catch {
      this.terminate();
      return true;
    }
  }
}
