import { connect, createServer, type Server, type Socket } from "node:net";
import { DelayScheduler } from "../../primitives/delay-scheduler.js";
import { CpuMeter } from "./cpu-meter.js";
import { DelayedPipe } from "./delayed-pipe.js";

/** What a relay has seen since it was started or reset. */
export interface RelayCounters {
  /** Connections accepted. */
  readonly connections: number;
  /** Of these, open at the same time at most; those of a client that has ended close within a round trip. */
  readonly maxOpen: number;
  /** Bytes on the wire from clients to the server, and back. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** How much later than due the relay passed pieces on: its own share of every measured round trip. */
  readonly relayLateMeanMs: number;
  readonly relayLateMaxMs: number;
  readonly relayCpuMs: number;
}

/** Bytes that may wait in a socket before its sender is paused, so that a client that never reads costs no memory. */
const WAITING_BYTES = 4 * 1024 * 1024;

/**
 * A TCP relay that puts a round-trip time between its clients and a server: it delays bytes by half of it each
 * way, and a connection's first bytes by a whole one more, which stands for TCP's handshake. (The handshake itself
 * happens in the kernel, where no program can delay it: `connect` returns at once, so connect times mean nothing.)
 *
 * There is no slow start: long answers on new connections arrive earlier than they would on a real network.
 */
export class Relay {
  /** Milliseconds; a change takes effect with the next bytes. */
  rttMs: number;
  /** The listening side; bind it to a loopback address. */
  readonly server: Server;
  readonly #upstreamPort: number;
  readonly #scheduler = new DelayScheduler();
  readonly #cpu = new CpuMeter();
  #counts = { connections: 0, maxOpen: 0, bytesUp: 0, bytesDown: 0 };
  /** An object of its own for the connections between two resets, so that late closings touch no later count. */
  #open = { count: 0 };

  constructor({ upstreamPort, rttMs }: { readonly upstreamPort: number; readonly rttMs: number }) {
    this.rttMs = rttMs;
    this.#upstreamPort = upstreamPort;
    // Without noDelay Nagle's algorithm adds up to 40 ms to a request.
    // Half-open, because the end of one way is delayed like any byte.
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client));
  }

  counters(): RelayCounters {
    const { meanMs, maxMs } = this.#scheduler.lateness;
    return { ...this.#counts, relayLateMeanMs: meanMs, relayLateMaxMs: maxMs, relayCpuMs: this.#cpu.usedMs };
  }

  reset(): void {
    this.#counts = { connections: 0, maxOpen: 0, bytesUp: 0, bytesDown: 0 };
    this.#open = { count: 0 };
    this.#scheduler.resetLateness();
    this.#cpu.reset();
  }

  #accept(client: Socket): void {
    const open = this.#open;
    open.count++;
    this.#counts.connections++;
    this.#counts.maxOpen = Math.max(this.#counts.maxOpen, open.count);
    client.on("close", () => {
      open.count--;
    });
    const upstream = connect({
      port: this.#upstreamPort,
      host: "127.0.0.1",
      allowHalfOpen: true,
      noDelay: true,
    });
    this.#join(client, upstream, this.rttMs, "bytesUp");
    this.#join(upstream, client, 0, "bytesDown");
  }

  #join(from: Socket, to: Socket, openingMs: number, count: "bytesUp" | "bytesDown"): void {
    const pipe = new DelayedPipe(this.#scheduler, to, () => this.rttMs / 2, openingMs);
    from.on("data", (chunk) => {
      this.#counts[count] += chunk.length;
      pipe.write(chunk);
      if (to.writableLength > WAITING_BYTES) from.pause();
    });
    to.on("drain", () => from.resume());
    from.on("end", () => pipe.end());
    from.on("error", () => pipe.reset());
  }
}
