import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Jupyter } from "../../lib/jupyter/jupyter-environment.js";

/** A real Jupyter Server on a loopback port, in folders of its own. */
export class RunningJupyterServer {
  readonly process: ChildProcess;
  readonly url: string;
  /** What it wrote to its log. */
  log = "";

  private constructor(jupyter: Jupyter, folder: string, port: number, token: string) {
    this.url = `http://127.0.0.1:${port}/`;
    mkdirSync(folder, { recursive: true });
    const options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0"];
    this.process = spawn(
      jupyter.file,
      ["server", ...options, `--port=${port}`, `--ServerApp.root_dir=${folder}`],
      {
        env: {
          ...process.env,
          ...jupyter.env,
          JUPYTER_TOKEN: token,
          JUPYTER_CONFIG_DIR: path.join(folder, "config"),
          JUPYTER_RUNTIME_DIR: path.join(folder, "runtime"),
          INTERLEAVE_STATE: path.join(folder, "state"),
        },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
    });
  }

  /** Starts it and waits until it answers. */
  static async start(jupyter: Jupyter, folder: string, port: number, token: string) {
    const server = new RunningJupyterServer(jupyter, folder, port, token);
    for (;;) {
      if (server.process.exitCode !== null) throw new Error(`Jupyter Server ended:\n${server.log}`);
      const answered = await fetch(`${server.url}api`).catch(() => null);
      if (answered?.ok) return server;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Ids of the kernels that it runs. */
  async kernels(token: string): Promise<string[]> {
    const response = await fetch(`${this.url}api/kernels`, { headers: { Authorization: `token ${token}` } });
    return ((await response.json()) as { id: string }[]).map(({ id }) => id);
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill(signal);
    await ended;
  }
}

/** A port on which nothing listens now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
