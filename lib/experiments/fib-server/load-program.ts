import { quantile } from "../../stats/quantile.js";
import { type Argument, amountIn, countIn, type JobOutcome } from "../job-program.js";
import { LoadClient, type LoadPlan, type LoadRecord } from "./load-client.js";

/** The load of the fib servers from this runtime, for machines without Go; it does what the Go program does. */
export async function run(argument: Argument): Promise<JobOutcome> {
  const plan: LoadPlan = {
    port: countIn(argument, "port", 25_000),
    n: countIn(argument, "n", 1),
    warmupMs: amountIn(argument, "warmupMs"),
    windowMs: amountIn(argument, "windowMs"),
    warmupRequests: amountIn(argument, "warmupRequests"),
    requests: countIn(argument, "requests", 1),
  };
  const clients: LoadClient[] = [];
  for (let index = 0; index < countIn(argument, "clients", 3); index += 1)
    clients.push(await LoadClient.open(plan));
  const startMs = performance.now();
  const records = await Promise.all(clients.map((client) => client.run()));
  const workMs = performance.now() - startMs;
  const answers = [...new Set(records.flatMap((record) => [...record.answers]))].sort();
  return { workMs, answers, counters: countersOf(records) };
}

function countersOf(records: readonly LoadRecord[]): Record<string, number> {
  const rates = records.map(({ latenciesMs, windowMs }) =>
    windowMs > 0 ? (latenciesMs.length / windowMs) * 1000 : 0,
  );
  const latencies = records.flatMap((record) => record.latenciesMs);
  return {
    requests: latencies.length,
    requestsInAll: sum(records.map((record) => record.requestCount)),
    errors: records.filter((record) => record.failed).length,
    requestsPerSecond: sum(rates),
    slowestClientPerSecond: Math.min(...rates),
    fastestClientPerSecond: Math.max(...rates),
    firstMs: records[0]!.firstMs,
    ...(latencies.length > 0 && { p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
