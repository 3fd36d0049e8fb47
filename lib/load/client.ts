import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { messageOf, RunError, shown, UsageError } from "../errors.js";
import type { Protocol } from "./protocol.js";

/** One connection to a server, with one request on its way at a time. */
export interface Client {
  /**
   * Asks, and calls back with the answer, or with null once the connection has ended without one: later, never from
   * within this call. It must not be called before the answer to the request before has come.
   */
  ask(protocol: Protocol, onAnswer: (answer: string | null) => void): void;
  /** Ends the connection; a request on its way is never answered. */
  close(): void;
}

/** More than any server here can hold, and less than a system's files. */
export const CLIENT_LIMIT = 1024;
/** Less than the five that a server may keep until it accepts them: one more is sent again, after a second. */
const CONNECTING_AT_ONCE = 4;
const READ_BYTES = 4096;
const ANSWER_LIMIT_CHARS = 64 * 1024;

/**
 * Connects clients to a port of this machine; there is no load on others. Each asks once, so that connecting and
 * accepting are over before a clock starts; some do so at once, since a server may take its time for a connection's
 * first request.
 *
 * @throws UsageError for a number of clients that is not from 1 to {@link CLIENT_LIMIT}.
 * @throws RunError when nobody listens, or does not answer; no connection is left then.
 */
export function openClients(port: number, count: number, greeting: Protocol): Promise<Client[]> {
  return openInLanes(port, count, greeting, CONNECTING_AT_ONCE);
}

/**
 * As {@link openClients}, one after the other: for a server that deals out connections by how busy its workers are,
 * where none is to be busy with the client before.
 */
export function openClientsInTurn(port: number, count: number, greeting: Protocol): Promise<Client[]> {
  return openInLanes(port, count, greeting, 1);
}

async function openInLanes(
  port: number,
  count: number,
  greeting: Protocol,
  laneCount: number,
): Promise<Client[]> {
  checkCount(count);
  const clients: Client[] = [];
  let begunCount = 0;
  let failed = false;
  const lane = async () => {
    while (begunCount < count && !failed) {
      begunCount += 1;
      try {
        clients.push(await openGreeted(port, greeting));
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: laneCount }, lane));
  const failure = lanes.find((outcome) => outcome.status === "rejected");
  if (failure === undefined) return clients;
  for (const client of clients) client.close();
  throw failure.reason;
}

function checkCount(count: number): void {
  if (!(Number.isInteger(count) && count >= 1 && count <= CLIENT_LIMIT))
    throw new UsageError(
      `Expected the number of clients to be an integer from 1 to ${CLIENT_LIMIT}, got ${shown(count)}`,
    );
}

async function openGreeted(port: number, greeting: Protocol): Promise<Client> {
  const client = await SocketClient.open(port);
  const answer = await new Promise<string | null>((resolve) => client.ask(greeting, resolve));
  if (answer !== null) return client;
  client.close();
  throw new RunError("The server did not answer a first request");
}

/** Reads into one buffer and waits for no promise, so that a load does not measure itself. */
class SocketClient implements Client {
  readonly #socket: Socket;
  readonly #buffer = Buffer.alloc(READ_BYTES);
  #partial = "";
  #protocol: Protocol | undefined;
  #onAnswer: ((answer: string | null) => void) | undefined;

  static async open(port: number): Promise<SocketClient> {
    const client = new SocketClient(port);
    try {
      await once(client.#socket, "connect");
    } catch (thrown) {
      throw new RunError(`Expected a server to listen on port ${port}, it did not: ${messageOf(thrown)}`);
    }
    client.#socket.on("error", () => client.#socket.destroy());
    return client;
  }

  private constructor(port: number) {
    this.#socket = connect({
      host: "127.0.0.1",
      port,
      noDelay: true,
      onread: {
        buffer: this.#buffer,
        callback: (length) => {
          this.#take(length);
          return true;
        },
      },
    });
    this.#socket.on("close", () => this.#settle(null));
  }

  ask(protocol: Protocol, onAnswer: (answer: string | null) => void): void {
    if (this.#socket.destroyed) {
      setImmediate(onAnswer, null);
      return;
    }
    this.#protocol = protocol;
    this.#onAnswer = onAnswer;
    this.#socket.write(protocol.request, "latin1");
  }

  close(): void {
    this.#onAnswer = undefined;
    this.#socket.destroy();
  }

  #take(length: number): void {
    const text = this.#buffer.toString("latin1", 0, length);
    const received = this.#partial === "" ? text : this.#partial + text;
    let answer: string | null;
    try {
      // What nobody asked for is as wrong as an answer that is none.
      if (!this.#onAnswer || received.length > ANSWER_LIMIT_CHARS)
        throw new RunError("no answer to a request");
      answer = this.#protocol!.answerIn(received);
    } catch {
      this.#socket.destroy();
      return;
    }
    this.#partial = answer === null ? received : "";
    if (answer !== null) this.#settle(answer);
  }

  #settle(answer: string | null): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = undefined;
    onAnswer?.(answer);
  }
}
