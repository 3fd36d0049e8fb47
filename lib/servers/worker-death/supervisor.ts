import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { createServer } from "node:net";
import { monotonicClock } from "../../clock.js";
import { RunError } from "../../errors.js";
import { compiledModule } from "../../paths.js";
import type { ResourceUse } from "../../program.js";
import { totalUse } from "../../resource-use.js";
import type { Random } from "../../stats/random.js";
import { listenOnLoopback } from "../loopback.js";
import { endWorker } from "../worker-account.js";
import { BackOff } from "./back-off.js";
import { CapacityRecord } from "./capacity-record.js";
import { DRAINING } from "./mortal-worker.js";

/**
 * What a primary does about a worker that dies: it notes the process id, as the essay's listing does; it starts
 * another; or it starts another with a back-off, and as soon as a worker says that it is draining.
 */
export type OnDeath = "log-only" | "respawn" | "respawn-draining";

export interface SupervisorOptions {
  readonly onDeath: OnDeath;
  readonly workerCount: number;
  /** How long a worker takes over each request. */
  readonly serviceMs: number;
  /** Chooses whom a strike hits. */
  readonly random: Random;
}

const LONGEST_DRAIN_MS = 5_000;

/** A cluster whose workers are struck down one after another. */
export class Supervisor {
  readonly port: number;
  readonly #options: SupervisorOptions;
  /** From when all of the first workers serve. */
  #record: CapacityRecord | undefined;
  readonly #backOff = new BackOff();
  /** Those that serve, with the time at which they began. */
  readonly #serving = new Map<Worker, number>();
  readonly #delays = new Set<NodeJS.Timeout>();
  #ending = false;

  /** @throws {RunError} when a worker dies before it has served. */
  static async open(options: SupervisorOptions): Promise<Supervisor> {
    // Workers that come when all others are dead must find the port that clients know.
    const port = await freePort();
    const supervisor = new Supervisor(port, options);
    const drains = options.onDeath === "respawn-draining" ? "drains" : "dies";
    cluster.setupPrimary({
      exec: compiledModule("servers", "worker-death", "mortal-worker-program.js"),
      args: [String(port), String(options.serviceMs), drains],
    });
    await Promise.all(Array.from({ length: options.workerCount }, () => firstListening(supervisor.#start())));
    supervisor.#record = new CapacityRecord(options.workerCount, monotonicClock.now());
    return supervisor;
  }

  private constructor(port: number, options: SupervisorOptions) {
    this.port = port;
    this.#options = options;
  }

  /**
   * Sends a signal to one of the workers that serve.
   *
   * @returns its process id, or null where none serves any more.
   */
  strike(signal: "SIGKILL" | "SIGTERM"): number | null {
    const serving = [...this.#serving.keys()];
    const struck = serving[Math.floor(this.#options.random.float() * serving.length)];
    const nowMs = monotonicClock.now();
    this.#record?.struck(nowMs, struck !== undefined);
    if (!struck) return null;
    // A killed worker serves no more from here on; one that drains tells when it takes no further connections.
    if (signal === "SIGKILL") this.#ceased(struck, nowMs);
    struck.process.kill(signal);
    return struck.process.pid ?? null;
  }

  /** What the strikes did up to now; nothing after this is counted. */
  stopCounting(): Record<string, number> {
    this.#ending = true;
    return this.#record?.counters(monotonicClock.now()) ?? {};
  }

  /** Ends the workers, and says what those have used that still served. */
  async close(): Promise<ResourceUse> {
    this.#ending = true;
    for (const delay of this.#delays) clearTimeout(delay);
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const uses = await Promise.all(workers.map((worker) => this.#end(worker)));
    return totalUse(uses.filter((use) => use !== null));
  }

  /** One that is starting would miss the question, and one that drains has had its time. */
  #end(worker: Worker): Promise<ResourceUse | null> {
    if (!this.#serving.has(worker)) worker.process.kill("SIGKILL");
    return endWorker<ResourceUse>(worker.process);
  }

  #start(): Worker {
    const worker = cluster.fork();
    let replaced = false;
    const replace = (afterMs: number) => {
      if (replaced || this.#ending || this.#options.onDeath === "log-only") return;
      replaced = true;
      const delay = setTimeout(() => {
        this.#delays.delete(delay);
        this.#start();
      }, afterMs);
      this.#delays.add(delay);
    };
    let readyAtMs: number | undefined;
    worker.once("listening", () => {
      readyAtMs = monotonicClock.now();
      this.#serving.set(worker, readyAtMs);
      this.#record?.began(readyAtMs);
    });
    worker.on("message", (message) => {
      if (message !== DRAINING) return;
      this.#ceased(worker);
      replace(0);
      const patience = setTimeout(() => worker.process.kill("SIGKILL"), LONGEST_DRAIN_MS);
      worker.once("exit", () => clearTimeout(patience));
    });
    // The cluster may hand a connection, or an answer, to a worker that has just died; its exit is still to be told.
    worker.on("error", (error) => {
      process.stderr.write(`worker ${worker.process.pid}: ${error.message}\n`);
    });
    worker.once("exit", () => {
      process.stderr.write(`worker ${worker.process.pid} died\n`);
      this.#ceased(worker);
      replace(this.#options.onDeath === "respawn" ? 0 : this.#backOff.delayAfterMs(readyAtMs));
    });
    return worker;
  }

  #ceased(worker: Worker, nowMs = monotonicClock.now()): void {
    if (this.#serving.delete(worker) && !this.#ending) this.#record?.ceased(nowMs);
  }
}

async function firstListening(worker: Worker): Promise<void> {
  const died = once(worker, "exit").then(([code]) => {
    throw new RunError(`a worker process of the cluster ended with ${code} before it listened`);
  });
  died.catch(() => {});
  await Promise.race([once(worker, "listening"), died]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
