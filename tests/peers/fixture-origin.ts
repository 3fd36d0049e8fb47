import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeCertificate } from "../../lib/servers/origin/certificate.js";

/** How a document that is not answered properly is answered. */
export type Fault = "never" | "500" | "not-json";

/** A server of small documents over TLS, with one document that fails when asked for. */
export interface FixtureOrigin {
  readonly url: string;
  /** What makes every language trust the server. */
  readonly env: Readonly<Record<string, string>>;
  /** Most requests that were open at once, and connections accepted, since the last `reset`. */
  readonly counters: { maxInFlight: number; connectionCount: number };
  /** Forgets the counters; from now on this document has a fault. */
  reset(faulty?: { number: number; fault: Fault }): void;
  close(): Promise<void>;
}

const name = (number: number) => `nidoran♀-${number}`;

/** The digest that a program reports that obtained documents 1 to `count`, but for the missing ones. */
export function digestOf(count: number, missing: readonly number[] = []): string {
  const names = Array.from({ length: count }, (_, index) =>
    missing.includes(index + 1) ? "" : name(index + 1),
  );
  return createHash("sha256").update(names.join("\n")).digest("hex");
}

export async function startFixtureOrigin(answerAfterMs = 5): Promise<FixtureOrigin> {
  const { certificate, privateKey } = await makeCertificate();
  const folder = await mkdtemp(path.join(tmpdir(), "interleave-peers-"));
  const certificateFile = path.join(folder, "certificate.pem");
  await writeFile(certificateFile, certificate);

  const counters = { maxInFlight: 0, connectionCount: 0 };
  let inFlight = 0;
  let faulty: { number: number; fault: Fault } | undefined;
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    const number = Number(request.url!.split("/").at(-1));
    counters.maxInFlight = Math.max(counters.maxInFlight, ++inFlight);
    const fault = faulty?.number === number ? faulty.fault : undefined;
    setTimeout(() => {
      // Before the answer, and not once it is sent: by then the client's next request may be here.
      inFlight--;
      if (fault !== "never") answer(response, number, fault);
    }, answerAfterMs);
  });
  server.on("secureConnection", () => counters.connectionCount++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    env: { SSL_CERT_FILE: certificateFile, REQUESTS_CA_BUNDLE: certificateFile, NO_PROXY: "127.0.0.1" },
    counters,
    reset(next) {
      faulty = next;
      Object.assign(counters, { maxInFlight: 0, connectionCount: 0 });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

function answer(response: ServerResponse, number: number, fault: Fault | undefined): void {
  response.statusCode = fault === "500" ? 500 : 200;
  response.setHeader("content-type", "application/json");
  response.end(fault === "not-json" ? "{" : JSON.stringify({ id: number, name: name(number) }));
}
