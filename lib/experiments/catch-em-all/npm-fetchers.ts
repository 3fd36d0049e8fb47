import { Agent, request } from "undici";

/** Fetches a document's bytes by the calls that most programs use, for comparison with the library's own. */
export interface NpmFetcher {
  fetchBytes(id: number, signal?: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** undici's `request` over an Agent without a limit of connections. It asks for no compression by itself. */
export function openUndiciAgent(origin: string): NpmFetcher {
  const dispatcher = new Agent();
  return {
    async fetchBytes(id, signal) {
      const { statusCode, body } = await request(urlOf(origin, id), {
        dispatcher,
        ...(signal && { signal }),
      });
      expectOk(statusCode, id);
      return new Uint8Array(await body.arrayBuffer());
    },
    close: () => dispatcher.destroy(),
  };
}

/** Node's own `fetch`. */
export function openGlobalFetch(origin: string): NpmFetcher {
  return {
    async fetchBytes(id, signal) {
      const response = await fetch(urlOf(origin, id), signal ? { signal } : {});
      expectOk(response.status, id);
      return new Uint8Array(await response.arrayBuffer());
    },
    close: async () => {},
  };
}

function urlOf(origin: string, id: number): string {
  return `${origin}/api/v2/pokemon/${id}`;
}

function expectOk(status: number, id: number): void {
  if (status !== 200) throw new Error(`Expected document ${id} with status 200, got ${status}`);
}
