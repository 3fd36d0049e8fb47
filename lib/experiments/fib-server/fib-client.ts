import { once } from "node:events";
import { connect } from "node:net";

/** One client of a fib server on this machine. */
export interface FibClient {
  /** Asks for fib(n) and waits for the line that answers; one question at a time. */
  ask(n: number): Promise<string>;
  /** Ends the connection. */
  leave(): void;
}

/** Connects to a fib server; rejects when nobody listens. A server that closes early leaves questions unanswered. */
export async function openFibClient(port: number): Promise<FibClient> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  socket.setEncoding("latin1");
  await once(socket, "connect");
  return {
    async ask(n) {
      const answered = once(socket, "data");
      socket.write(`${n}\n`);
      const [line] = await answered;
      return String(line).trimEnd();
    },
    leave: () => socket.end(),
  };
}
