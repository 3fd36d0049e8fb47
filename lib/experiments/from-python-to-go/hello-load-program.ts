import { quantile } from "../../stats/quantile.js";
import { type Argument, amountIn, countIn, type JobOutcome } from "../job-program.js";
import { HelloClient, type HelloRecord } from "./hello-client.js";

/** The load of the hello servers from this runtime, for machines without Go; it does what the Go program does. */
export async function run(argument: Argument): Promise<JobOutcome> {
  const load = {
    port: countIn(argument, "port", 8000),
    warmupMs: amountIn(argument, "warmupMs"),
    windowMs: countIn(argument, "windowMs", 400),
  };
  const clientCount = countIn(argument, "clients", 16);
  const clients: HelloClient[] = [];
  while (clients.length < clientCount) clients.push(await HelloClient.open(load));
  const startMs = performance.now();
  const records = await Promise.all(clients.map((client) => client.run()));
  const workMs = performance.now() - startMs;
  const answers = [...new Set(records.flatMap((record) => [...record.answers]))].sort();
  return { workMs, answers, counters: countersOf(records) };
}

function countersOf(records: readonly HelloRecord[]): Record<string, number> {
  const latencies = records.flatMap(({ latenciesMs }) => latenciesMs);
  const sum = (of: (record: HelloRecord) => number) =>
    records.reduce((total, record) => total + of(record), 0);
  return {
    requests: latencies.length,
    requestsInAll: sum(({ requestCount }) => requestCount),
    errors: sum(({ failed }) => Number(failed)),
    requestsPerSecond: sum(({ latenciesMs, windowMs }) =>
      windowMs > 0 ? (latenciesMs.length / windowMs) * 1000 : 0,
    ),
    ...(latencies.length > 0 && {
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      p999Ms: quantile(latencies, 0.999),
    }),
  };
}
