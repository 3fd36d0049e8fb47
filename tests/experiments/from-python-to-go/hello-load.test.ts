import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { digestOf } from "../../../lib/experiments/digest.js";
import { typescriptProgram } from "../../../lib/experiments/programs.js";
import { runJob, type SampleBody } from "../../../lib/measure/run-job.js";
import { goProgram } from "../../../lib/peers/peer.js";
import type { ProgramCommand } from "../../../lib/program.js";
import { listenOnLoopback } from "../../../lib/servers/loopback.js";

const go = await goProgram("hello-load");
const loads = [
  {
    title: "TypeScript's",
    command: typescriptProgram,
    argument: { program: "from-python-to-go/hello-load" },
  },
  { title: "Go's", command: go, argument: {} },
];

for (const { title, command, argument } of loads) {
  if ("missing" in command) describe.skip(`${title} load (${command.missing})`, () => it("runs", () => {}));
  else describe(`${title} load`, () => contract(command, argument));
}

/** What either load sees of servers that are right, wrong or gone. */
function contract(command: ProgramCommand, argument: object): void {
  const load = async (serve: (socket: Socket, request: number) => void): Promise<SampleBody> => {
    const port = await planted(serve);
    const plan = { ...argument, port, clients: 2, warmupMs: 0, windowMs: 50 };
    return runJob(command, plan, { timeLimitMs: 20_000, expectedDigest: digestOf(["right"]) });
  };

  it("counts right answers, in whatever pieces they come", async () => {
    const sample = await load((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Le");
      setImmediate(() => socket.write("ngth: 5\r\n\r\nri", () => socket.write("ght")));
    });
    expect(sample).toMatchObject({ status: "ok", counters: { errors: 0 } });
    const { requests, requestsInAll, requestsPerSecond, p50Ms, p99Ms, p999Ms } = sample.counters!;
    expect(requestsInAll).toBeGreaterThan(requests!);
    expect(requestsPerSecond).toBeGreaterThan(0);
    expect(p999Ms).toBeGreaterThanOrEqual(p99Ms!);
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms!);
  });

  it("reports a wrong answer among right ones", async () => {
    const sample = await load((socket, request) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${request === 7 ? "wrong" : "right"}`);
    });
    expect(sample.status).toBe("invalid");
  });

  it("reports an answer of another status", async () => {
    const sample = await load((socket) => {
      socket.write("HTTP/1.1 500 Oh\r\nContent-Length: 5\r\n\r\nright");
    });
    expect(sample.status).toBe("invalid");
  });

  it("counts a client whose connection ends as an error", async () => {
    const sample = await load((socket, request) => {
      if (request === 9) socket.destroy();
      else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright");
    });
    expect(sample.counters).toMatchObject({ errors: 1 });
  });

  it("fails where nobody listens", async () => {
    const port = await planted(() => {});
    await closeAll();
    const sample = await runJob(
      command,
      { ...argument, port, clients: 1, warmupMs: 0, windowMs: 50 },
      { timeLimitMs: 20_000 },
    );
    expect(sample.status).toBe("error");
  });
}

let closeAll = async () => {};

/** A server whose every chunk of input is one request, numbered from 1. */
async function planted(serve: (socket: Socket, request: number) => void): Promise<number> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("data", () => serve(socket, ++requests));
  });
  const port = await listenOnLoopback(server);
  closeAll = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(() => closeAll());
  return port;
}
