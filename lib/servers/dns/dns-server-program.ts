/**
 * A DNS server with set delays, by the contract of server programs: UDP on loopback. Its argument is `{"port": 53}`,
 * or 0 for any free one. Each name says itself how long its answer takes, see `delayed-name.ts`.
 */
import DNS from "dns2";
import { RunError, shown, UsageError } from "../../errors.js";
import { runServerProgram } from "../server-program.js";
import { addressOf, parseDelayedName } from "./delayed-name.js";

const ADDRESS = "127.0.0.1";
const TTL_SECONDS = 0;
const NO_SUCH_NAME = 3;

await runServerProgram(async ({ port = 0 }) => {
  if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`expected \`port\` to be an integer from 0 to 65535, came ${shown(port)}; try 0`);
  }
  let queries = 0;
  const server = DNS.createUDPServer((request, send) => {
    queries += 1;
    const [question] = request.questions;
    const name = question && parseDelayedName(question.name);
    const response = DNS.Packet.createResponseFromRequest(request);
    if (!question || !name) {
      response.header.rcode = NO_SUCH_NAME;
      void send(response);
      return;
    }
    // Every other type of record exists for none of the hosts: right, empty, and as late as the address.
    if (question.type === DNS.Packet.TYPE.A) {
      const record = { ttl: TTL_SECONDS, address: addressOf(name.index) };
      response.answers.push(DNS.Packet.createResourceFromQuestion(question, record));
    }
    setTimeout(() => void send(response), name.delayMs);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: Error) =>
      reject(new RunError(`cannot serve DNS on port ${port}: ${error.message}`)),
    );
    void server.listen(port, ADDRESS).then(() => resolve());
  });
  return { report: { port: server.address().port }, counters: () => ({ queries }), cleanUp: () => {} };
});
