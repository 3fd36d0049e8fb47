import { openClients } from "../../load/client.js";
import { httpProtocol } from "../../load/http-protocol.js";
import { type Argument, amountIn, countIn, type JobOutcome } from "../job-program.js";
import { loadInClosedLoops } from "../load-in-closed-loops.js";

/** The load of the hello servers from this runtime, for machines without Go; it does what the Go program does. */
export async function run(argument: Argument): Promise<JobOutcome> {
  const protocol = httpProtocol();
  const plan = {
    protocol,
    warmupMs: amountIn(argument, "warmupMs"),
    windowMs: countIn(argument, "windowMs", 400),
  };
  const clients = await openClients(
    countIn(argument, "port", 8000),
    countIn(argument, "clients", 16),
    protocol,
  );
  return loadInClosedLoops(clients, plan);
}
