import { ServerConnection } from "@jupyterlab/services";
import { messageOf, RunError, UsageError } from "../../errors.js";
import { KERNEL_NAME } from "../kernelspec.js";
import type { ServerAddress } from "./server-address.js";
import { ServerLost } from "./server-lost.js";
import { serverSettings } from "./server-settings.js";

/**
 * A Jupyter Server or an Enterprise Gateway: which kernels it has, and their starts and ends.
 *
 * Every method throws {@link ServerLost} when the server does not answer, and {@link UsageError} when it refuses the
 * token; each message names the server.
 *
 * *Source*: Jupyter Server documentation, "The REST API".
 */
export class JupyterServer {
  readonly label: string;
  readonly url: string;
  readonly settings: ServerConnection.ISettings;
  readonly #hasToken: boolean;

  constructor(address: ServerAddress) {
    this.label = address.label;
    this.url = address.url;
    this.settings = serverSettings(address);
    this.#hasToken = address.token !== "";
  }

  /**
   * Makes sure that it is a Jupyter Server, accepts the token, and has our kernel.
   *
   * @throws {UsageError} with what to install when it has not.
   */
  async check(signal: AbortSignal): Promise<void> {
    const response = await this.#ask("GET", "api/kernelspecs", { signal });
    if (response.status === 404) throw this.#noServer("404 Not Found");
    const specs = await jsonOf(response);
    const names = isRecord(specs) && isRecord(specs.kernelspecs) ? Object.keys(specs.kernelspecs) : null;
    if (response.status !== 200 || names === null) {
      throw this.#noServer(`${response.status} ${response.statusText}`);
    }
    if (names.includes(KERNEL_NAME)) return;
    throw new UsageError(
      `Expected ${this.label} to have the kernel "${KERNEL_NAME}", got ${names.join(", ") || "none"}. Try \`npm ci\` and \`npm run kernel:install\` in the project on that machine.`,
    );
  }

  /**
   * Starts one of our kernels.
   *
   * @returns its id, once its process runs.
   */
  async startKernel(): Promise<string> {
    // A server answers when the kernel does, which takes seconds, or a minute on a cluster.
    const body = JSON.stringify({ name: KERNEL_NAME });
    const response = await this.#ask("POST", "api/kernels", { body, timeLimitMs: KERNEL_START_LIMIT_MS });
    const model = await jsonOf(response);
    if (response.status === 201 && isRecord(model) && typeof model.id === "string") return model.id;
    const said = isRecord(model) && typeof model.message === "string" ? `: ${model.message}` : "";
    throw new RunError(
      `Expected ${this.label} to start a kernel, got ${response.status} ${response.statusText}${said}. Try starting "${KERNEL_NAME}" in its own JupyterLab, which shows the kernel's log.`,
    );
  }

  /**
   * Whether it knows a kernel of this id.
   *
   * @throws {ServerLost} too when something else answers, such as a proxy whose server is away.
   */
  async hasKernel(id: string): Promise<boolean> {
    const { status, statusText } = await this.#ask("GET", kernelPath(id));
    if (status === 200) return true;
    if (status === 404) return false;
    throw new ServerLost(
      `Expected ${this.label} to say whether it has kernel ${id}, got ${status} ${statusText}. Try whether it runs behind its proxy.`,
    );
  }

  async interruptKernel(id: string): Promise<void> {
    await this.#ask("POST", `${kernelPath(id)}/interrupt`);
  }

  /** Ends a kernel and the processes of its cells. Does nothing for one that it does not know. */
  async endKernel(id: string): Promise<void> {
    const { status, statusText } = await this.#ask("DELETE", kernelPath(id));
    if (status === 204 || status === 404) return;
    throw new RunError(
      `Expected ${this.label} to end kernel ${id}, got ${status} ${statusText}. Try ending it in its JupyterLab.`,
    );
  }

  async #ask(
    method: string,
    path: string,
    { body, signal, timeLimitMs = REQUEST_LIMIT_MS }: AskOptions = {},
  ): Promise<Response> {
    const limit = AbortSignal.timeout(timeLimitMs);
    const init = {
      method,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(body !== undefined && { body }),
    };
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(this.url + path, init, this.settings);
    } catch (thrown) {
      signal?.throwIfAborted();
      throw this.#unanswered(thrown, limit.aborted ? timeLimitMs : null);
    }
    if (response.status === 401 || response.status === 403) throw this.#forbidden(response);
    if (response.status >= 300 && response.status < 400) {
      throw this.#noServer(`a redirect to ${response.headers.get("location")?.replace(/\?.*$/s, "")}`);
    }
    return response;
  }

  #unanswered(thrown: unknown, timeLimitMs: number | null): ServerLost {
    const cause = messageOf(thrown);
    const came = timeLimitMs === null ? cause : `no answer within ${timeLimitMs} ms`;
    const hint = /CERT|certificate|self.signed/i.test(cause)
      ? "Try NODE_EXTRA_CA_CERTS=FILE with the certificate of its authority."
      : "Try whether it runs there, and the port and the path of its URL.";
    return new ServerLost(`Expected a Jupyter Server to answer at ${this.url}, got ${came}. ${hint}`, {
      refused: cause.includes("ECONNREFUSED"),
    });
  }

  #forbidden({ status, statusText }: Response): UsageError {
    const hint = this.#hasToken
      ? "Try the token that `jupyter server list` shows on that machine."
      : "Try --token-file FILE with the token that `jupyter server list` shows on that machine.";
    const asked = this.#hasToken ? "the token of --token-file" : "requests without a token";
    return new UsageError(`Expected ${this.label} to accept ${asked}, got ${status} ${statusText}. ${hint}`);
  }

  #noServer(came: string): UsageError {
    return new UsageError(
      `Expected a Jupyter Server or an Enterprise Gateway at ${this.url}, got ${came}. Try the URL that \`jupyter server list\` shows, without the token.`,
    );
  }
}

interface AskOptions {
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly timeLimitMs?: number;
}

const REQUEST_LIMIT_MS = 15_000;
const KERNEL_START_LIMIT_MS = 120_000;

function kernelPath(id: string): string {
  return `api/kernels/${encodeURIComponent(id)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

async function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}
