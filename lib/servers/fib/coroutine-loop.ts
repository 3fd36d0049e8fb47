import type { Server, Socket } from "node:net";
import { afterQuiet } from "./after-quiet.js";

/**
 * What a coroutine waits for. Sockets are waited for until they are *ready*, not until something is done with them:
 * the coroutine then reads or writes by itself.
 *
 * - `receive`: bytes to read, or the end of them; the wait gives true, or false after `limitMs` of quiet.
 * - `send`: room in the socket's buffer, or its end.
 * - `accept`: a new connection; the wait gives its socket.
 * - `future`: a result; the wait gives it, or throws.
 */
export type Wait =
  | readonly ["receive", Socket, limitMs?: number]
  | readonly ["send", Socket]
  | readonly ["accept", Server]
  | readonly ["future", Promise<unknown>];

/** A generator that yields what it waits for, and is resumed with what came of it. */
export type Coroutine = Generator<Wait, void, unknown>;

/** A coroutine whose wait is over, and how to go on with it. */
interface Turn {
  readonly coroutine: Coroutine;
  readonly step: () => IteratorResult<Wait, void>;
}

/**
 * The loop of the 2015 talk: coroutines that are ready run in turn, each until it yields its next wait; the others
 * lie in a table for each kind of wait. The event loop takes the place of `select`. What a coroutine throws goes to
 * `onFailure`; the others go on.
 */
export class CoroutineLoop {
  readonly #receiving = new Map<Socket, (ready: boolean) => void>();
  readonly #sending = new Map<Socket, () => void>();
  readonly #accepting = new Map<Server, (socket: Socket) => void>();
  /** Connections that came while nobody accepted. */
  readonly #arrived = new Map<Server, Socket[]>();
  readonly #ready: Turn[] = [];
  readonly #onFailure: (error: unknown) => void;
  #running = false;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Starts a coroutine; it first runs when the loop comes to it. */
  spawn(coroutine: Coroutine): void {
    this.#takeTurn({ coroutine, step: () => coroutine.next() });
  }

  /** Must be called once for a server before a coroutine waits for its connections. */
  listen(server: Server): void {
    const arrived: Socket[] = [];
    this.#arrived.set(server, arrived);
    server.on("connection", (socket) => {
      this.#watch(socket);
      const accept = this.#accepting.get(server);
      this.#accepting.delete(server);
      if (accept) accept(socket);
      else arrived.push(socket);
    });
  }

  #takeTurn(turn: Turn): void {
    this.#ready.push(turn);
    if (!this.#running) this.#run();
  }

  #run(): void {
    this.#running = true;
    for (let turn = this.#ready.shift(); turn; turn = this.#ready.shift()) {
      try {
        const { done, value } = turn.step();
        if (!done) this.#park(turn.coroutine, value);
      } catch (error) {
        this.#onFailure(error);
      }
    }
    this.#running = false;
  }

  #park(coroutine: Coroutine, wait: Wait): void {
    const wake = (value: unknown) => this.#takeTurn({ coroutine, step: () => coroutine.next(value) });
    const fail = (error: unknown) => this.#takeTurn({ coroutine, step: () => coroutine.throw(error) });
    switch (wait[0]) {
      case "receive":
        this.#parkReceiver(wait[1], wait[2], wake);
        return;
      case "send":
        if (wait[1].destroyed || !wait[1].writableNeedDrain) wake(undefined);
        else this.#sending.set(wait[1], () => wake(undefined));
        return;
      case "accept": {
        const socket = this.#arrived.get(wait[1])?.shift();
        if (socket) wake(socket);
        else this.#accepting.set(wait[1], wake);
        return;
      }
      case "future":
        void wait[1].then(wake, fail);
    }
  }

  #parkReceiver(socket: Socket, limitMs: number | undefined, wake: (ready: boolean) => void): void {
    if (socket.destroyed || socket.readableEnded || socket.readableLength > 0) {
      wake(true);
      return;
    }
    const cancelQuiet =
      limitMs === undefined ? () => {} : afterQuiet(limitMs, () => this.#received(socket, false));
    this.#receiving.set(socket, (ready) => {
      cancelQuiet();
      wake(ready);
    });
  }

  #received(socket: Socket, ready: boolean): void {
    const wake = this.#receiving.get(socket);
    this.#receiving.delete(socket);
    wake?.(ready);
  }

  #sent(socket: Socket): void {
    const wake = this.#sending.get(socket);
    this.#sending.delete(socket);
    wake?.();
  }

  #watch(socket: Socket): void {
    const ended = () => {
      this.#received(socket, true);
      this.#sent(socket);
    };
    socket.on("readable", () => this.#received(socket, true));
    socket.on("end", () => this.#received(socket, true));
    socket.on("drain", () => this.#sent(socket));
    socket.on("error", ended);
    socket.on("close", ended);
  }
}
