import { type Client, openClientsInTurn } from "../../load/client.js";
import { httpProtocol } from "../../load/http-protocol.js";
import type { Protocol } from "../../load/protocol.js";
import { requestOnce } from "../../load/request-once.js";
import { type Outcome, runScheduledLoop, type ScheduledRequest } from "../../load/scheduled-loop.js";
import { cpuMsSince, ownUse } from "../../resource-use.js";
import { workPath } from "../../servers/spread/work-server.js";
import { LatencyHistogram } from "../../stats/latency-histogram.js";
import { seededRandom, shuffle } from "../../stats/random.js";
import { type Argument, amountIn, countIn, flagIn, type JobOutcome } from "../job-program.js";

/** A client of the load asks for the same again and again: for little work, or for much. */
interface ClientRequest extends ScheduledRequest {
  readonly client: number;
  readonly units: number;
}

const ANSWER_LIMIT_MS = 10_000;

/**
 * The load of `spread`, an open loop: `clients` that each send a request in every `periodMs`, in an order drawn anew
 * for each period, for `periods`. One in `dearEvery` asks for `dearUnits` of work, the others for `units`; who is
 * dear is drawn too. With `keepAlive` a client keeps its connection, and else it opens one for each request.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const port = countIn(argument, "port", 8000);
  const keepAlive = flagIn(argument, "keepAlive");
  const requests = requestsOf(argument);
  const sender = keepAlive
    ? await keptConnections(port, countIn(argument, "clients", 16))
    : freshConnections(port);
  const before = ownUse();
  const startMs = performance.now();
  const outcomes = await runScheduledLoop(requests, sender.send);
  const workMs = performance.now() - startMs;
  const generatorCpuMs = cpuMsSince(before);
  sender.close();
  return outcomeOf(outcomes, sender.greetings, workMs, generatorCpuMs);
}

function requestsOf(argument: Argument): ClientRequest[] {
  const clientCount = countIn(argument, "clients", 16);
  const periodMs = countIn(argument, "periodMs", 20);
  const dearEvery = countIn(argument, "dearEvery", 4);
  const random = seededRandom(amountIn(argument, "seed"));
  const clients = Array.from({ length: clientCount }, (_, client) => client);
  const dear = new Set(shuffle(clients, random).slice(0, Math.floor(clientCount / dearEvery)));
  const units = countIn(argument, "units", 1);
  const dearUnits = countIn(argument, "dearUnits", 1);
  return Array.from({ length: countIn(argument, "periods", 10) }, (_, period) =>
    shuffle(clients, random).map((client, place) => ({
      dueMs: period * periodMs + Math.floor((place * periodMs) / clientCount),
      client,
      units: dear.has(client) ? dearUnits : units,
    })),
  ).flat();
}

interface Sender {
  readonly greetings: number;
  readonly send: (request: ClientRequest) => Promise<string | null>;
  readonly close: () => void;
}

/** A request waits for the one before it on its connection, and that wait is part of its response time. */
async function keptConnections(port: number, count: number): Promise<Sender> {
  const clients = await openClientsInTurn(port, count, httpProtocol(workPath(0)));
  const last = clients.map((): Promise<unknown> => Promise.resolve());
  return {
    greetings: count,
    send({ client, units }) {
      const answer = last[client]!.then(() => ask(clients[client]!, httpProtocol(workPath(units))));
      last[client] = answer;
      return answer;
    },
    close() {
      for (const client of clients) client.close();
    },
  };
}

function ask(client: Client, protocol: Protocol): Promise<string | null> {
  return new Promise((resolve) => client.ask(protocol, resolve));
}

function freshConnections(port: number): Sender {
  return {
    greetings: 0,
    send: ({ units }) => requestOnce(port, httpProtocol(workPath(units)), ANSWER_LIMIT_MS),
    close: () => {},
  };
}

function outcomeOf(
  outcomes: readonly Outcome<ClientRequest>[],
  greetings: number,
  workMs: number,
  generatorCpuMs: number,
): JobOutcome {
  const responseTime = new LatencyHistogram();
  for (const { request, endMs } of outcomes) responseTime.record(endMs - request.dueMs);
  const answers = outcomes.flatMap(({ answer }) => (answer === null ? [] : [answer.trim()]));
  return {
    workMs,
    answers: [...new Set(answers)].sort(),
    counters: {
      requests: answers.length,
      requestsInAll: outcomes.length + greetings,
      requestsPerSecond: (answers.length / workMs) * 1000,
      errors: outcomes.length - answers.length,
      lateCount: outcomes.filter(({ late }) => late).length,
      p50Ms: responseTime.quantileMs(0.5),
      p99Ms: responseTime.quantileMs(0.99),
      generatorCpuMs,
    },
    latencies: { responseTime: responseTime.counts() },
  };
}
