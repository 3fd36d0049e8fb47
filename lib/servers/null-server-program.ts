/**
 * A server that does nothing, by the contract of server programs: it gives the argument's `answer` to whatever one
 * read brings, without looking. It tells what a load generator can reach.
 */
import { createServer } from "node:net";
import { shown, UsageError } from "../errors.js";
import { listenOnLoopback } from "./loopback.js";
import { runServerProgram } from "./server-program.js";

await runServerProgram(async ({ answer = "1\n" }) => {
  if (typeof answer !== "string") {
    throw new UsageError(`expected \`answer\` to be a text, came ${shown(answer)}; try "1\\n"`);
  }
  const bytes = Buffer.from(answer, "latin1");
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("data", () => socket.write(bytes)).on("error", () => socket.destroy());
  });
  return { report: { port: await listenOnLoopback(server) }, counters: () => ({}), cleanUp: () => {} };
});
