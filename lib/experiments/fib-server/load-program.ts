import { openClients } from "../../load/client.js";
import { type Argument, amountIn, countIn, type JobOutcome } from "../job-program.js";
import { loadInClosedLoops } from "../load-in-closed-loops.js";
import { digits } from "./digits-protocol.js";

/** The load of the fib servers from this runtime, for machines without Go; it does what the Go program does. */
export async function run(argument: Argument): Promise<JobOutcome> {
  const plan = {
    protocol: digits(countIn(argument, "n", 1)),
    warmupMs: amountIn(argument, "warmupMs"),
    windowMs: amountIn(argument, "windowMs"),
    warmupRequests: amountIn(argument, "warmupRequests"),
    requests: countIn(argument, "requests", 1),
  };
  const clients = await openClients(
    countIn(argument, "port", 25_000),
    countIn(argument, "clients", 3),
    digits(1),
  );
  return loadInClosedLoops(clients, plan);
}
