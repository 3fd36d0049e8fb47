import * as http from "node:http";
import * as https from "node:https";
import { gunzipSync } from "node:zlib";
import type { NpmFetcher } from "./npm-fetchers.js";

/** Node's own HTTP client, whose parser is native code. It asks for gzip and inflates it, as the library's client does. */
export function openNodeHttp(origin: string): NpmFetcher {
  const { protocol, hostname, port } = new URL(origin);
  const { Agent, get } = protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true });
  return {
    fetchBytes: (id, signal) =>
      new Promise((resolve, reject) => {
        const path = `/api/v2/pokemon/${id}`;
        const headers = { "accept-encoding": "gzip" };
        get({ hostname, port, path, headers, agent, ...(signal && { signal }) }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            if (response.statusCode !== 200) {
              reject(new Error(`Expected document ${id} with status 200, got ${response.statusCode}`));
              return;
            }
            const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
            resolve(response.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
          });
        }).on("error", reject);
      }),
    close: async () => agent.destroy(),
  };
}
