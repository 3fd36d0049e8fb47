import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { KernelMessage } from "@jupyterlab/services";
import { deserialize, serialize } from "@jupyterlab/services/lib/kernel/serialize.js";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

const PROTOCOL = "v1.kernel.websocket.jupyter.org";

type Content = Readonly<Record<string, unknown>>;
/** Publishes a message for the cell that runs. */
type Publish = (type: string, content: Content) => void;

export interface FakeServerOptions {
  readonly token?: string;
  readonly kernelspecs?: readonly string[];
  /** What running a cell does; its result is the reply. */
  readonly execute?: (code: string, publish: Publish) => Promise<Content> | Content;
  /** Answers a request in place of the server. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface FakeJupyterServer {
  readonly url: string;
  /** Ids of the kernels that run. */
  readonly running: Set<string>;
  /** Method and URL of every request, web sockets among them. */
  readonly requests: string[];
  /** Cuts every web socket, without a word. */
  cutConnections(): void;
  /** Cuts every web socket and refuses new ones; requests are answered as before. */
  refuseConnections(): void;
  /** Sends what no kernel would. */
  babble(): void;
  close(): Promise<void>;
}

/** As much of a Jupyter Server as a client of kernels sees; its kernels are functions. */
export async function fakeJupyterServer(options: FakeServerOptions = {}): Promise<FakeJupyterServer> {
  const { token = "", kernelspecs = ["interleave-tslab"], intercept = () => false } = options;
  const running = new Set<string>();
  const requests: string[] = [];
  let refusesSockets = false;
  const isAllowed = ({ headers }: IncomingMessage) =>
    token === "" || headers.authorization === `token ${token}`;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (intercept(request, response)) return;
    if (!isAllowed(request)) return answer(response, 403, { message: "Forbidden" });
    const [, , resource, id, verb] = new URL(request.url!, "http://fake").pathname.split("/");
    if (resource === "kernelspecs") {
      const specs = kernelspecs.map((name) => [name, { name, spec: {} }]);
      return answer(response, 200, { default: kernelspecs[0], kernelspecs: Object.fromEntries(specs) });
    }
    if (resource !== "kernels") return answer(response, 404, {});
    if (request.method === "POST" && id === undefined) {
      const created = randomUUID();
      running.add(created);
      return answer(response, 201, { id: created, name: "interleave-tslab" });
    }
    if (!running.has(id!)) return answer(response, 404, { message: "no such kernel" });
    if (request.method === "DELETE") running.delete(id!);
    const isDone = request.method === "DELETE" || verb === "interrupt";
    return answer(response, isDone ? 204 : 200, isDone ? undefined : { id, name: "interleave-tslab" });
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL });
  server.on("upgrade", (request, socket, head) => {
    requests.push(`UPGRADE ${request.url}`);
    if (refusesSockets || !isAllowed(request)) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => serveKernel(client, sockets, options));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cutConnections = () => {
    for (const client of sockets.clients) client.terminate();
  };
  const close = async () => {
    cutConnections();
    server.closeAllConnections();
    if (server.listening) await new Promise((closed) => server.close(closed));
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    running,
    requests,
    cutConnections,
    refuseConnections: () => {
      refusesSockets = true;
      cutConnections();
    },
    babble: () => {
      for (const client of sockets.clients) client.send("what no kernel would say");
    },
    close,
  };
}

/** What a kernel says goes to whichever sockets are open then. */
function serveKernel(client: WebSocket, { clients }: WebSocketServer, { execute }: FakeServerOptions): void {
  const serve = async (data: Buffer) => {
    const asked = deserialize(Uint8Array.from(data).buffer, PROTOCOL);
    const send = (channel: string, type: string, content: Content) => {
      const header = { ...asked.header, msg_id: randomUUID(), msg_type: type, session: "kernel" };
      const message = { channel, header, parent_header: asked.header, metadata: {}, content };
      const frames = serialize(message as unknown as KernelMessage.IMessage, PROTOCOL);
      for (const one of clients) one.send(frames);
    };
    const publish = (type: string, content: Content) => send("iopub", type, content);
    publish("status", { execution_state: "busy" });
    const { code } = asked.content as { readonly code?: string };
    const reply = code === undefined ? INFO : await execute?.(code, publish);
    send("shell", asked.header.msg_type.replace("request", "reply"), reply ?? { status: "ok" });
    publish("status", { execution_state: "idle" });
  };
  client.on("message", (data: Buffer) => void serve(data));
}

const INFO = {
  status: "ok",
  protocol_version: "5.3",
  implementation: "fake",
  implementation_version: "1",
  banner: "",
  help_links: [],
  language_info: { name: "typescript", version: "5", mimetype: "text/typescript", file_extension: ".ts" },
};

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
