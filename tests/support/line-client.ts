import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A client of a line-based server on loopback that says and reads exactly what a test tells it to. */
export class LineClient {
  readonly #socket: Socket;
  #received = "";
  #closed = false;

  static async open(port: number): Promise<LineClient> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    await once(socket, "connect");
    return new LineClient(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("latin1").on("data", (text: string) => {
      this.#received += text;
    });
    socket
      .on("error", () => {})
      .on("close", () => {
        this.#closed = true;
      });
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** The next `count` lines, or what there is of them when the server ends the connection first. */
  async lines(count: number): Promise<string[]> {
    for (;;) {
      const lines = this.#received.split("\n");
      if (lines.length > count || this.#closed) {
        this.#received = lines.slice(count).join("\n");
        return lines.slice(0, count).filter((line) => line !== "");
      }
      await Promise.race([once(this.#socket, "data"), once(this.#socket, "close")]);
    }
  }

  /** Says that no more will come. */
  endSending(): void {
    this.#socket.end();
  }

  /** Breaks the connection off, as a client that crashed. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  close(): void {
    this.#socket.destroy();
  }
}
