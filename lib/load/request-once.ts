import { connect } from "node:net";
import type { Protocol } from "./protocol.js";

/**
 * Asks once over a connection of its own, and closes that.
 *
 * @param limitMs from connecting to the whole answer.
 * @returns null when the connection was refused, ended early, said what can be no answer, or took longer.
 */
export function requestOnce(port: number, protocol: Protocol, limitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    const patience = setTimeout(() => end(null), limitMs);
    const end = (answer: string | null) => {
      clearTimeout(patience);
      socket.destroy();
      resolve(answer);
    };
    let received = "";
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write(protocol.request, "latin1"));
    socket.on("error", () => end(null));
    socket.on("close", () => end(null));
    socket.on("data", (text: string) => {
      received += text;
      try {
        const answer = protocol.answerIn(received);
        if (answer !== null) end(answer);
      } catch {
        end(null);
      }
    });
  });
}
