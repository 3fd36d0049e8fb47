import { createServer, type IncomingMessage, type Server } from "node:http";
import { messageOf, shown, UsageError } from "../../errors.js";

/** What can be asked of a running server through its control port. */
export interface Controlled {
  counters(): object;
  /** Starts all counting anew. */
  reset(): void;
  /** @throws {UsageError} for a setting that it does not know, or a value out of range; nothing is changed then. */
  configure(settings: Readonly<Record<string, unknown>>): void;
}

const LONGEST_BODY = 10_000;

/** HTTP beside a measured port: `GET /counters`, `POST /reset`, and `POST /settings` with a JSON object. */
export function createControlServer(controlled: Controlled): Server {
  return createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    respond(controlled, request).then(
      ({ status, body }) => answer(status, body),
      (thrown: unknown) => answer(thrown instanceof UsageError ? 400 : 500, { error: messageOf(thrown) }),
    );
  });
}

async function respond(
  controlled: Controlled,
  request: IncomingMessage,
): Promise<{ status: number; body: object }> {
  switch (`${request.method} ${request.url}`) {
    case "GET /counters":
      return { status: 200, body: controlled.counters() };
    case "POST /reset":
      controlled.reset();
      return { status: 200, body: {} };
    case "POST /settings":
      controlled.configure(await readObject(request));
      return { status: 200, body: {} };
    default:
      return { status: 404, body: { error: "expected GET /counters, POST /reset or POST /settings" } };
  }
}

async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > LONGEST_BODY)
      throw new UsageError(`expected at most ${LONGEST_BODY} characters of settings`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Falls through to the sentence below: not JSON is as wrong as not an object.
  }
  throw new UsageError(`expected a JSON object of settings, came ${shown(text)}; try {"rttMs":40}`);
}
