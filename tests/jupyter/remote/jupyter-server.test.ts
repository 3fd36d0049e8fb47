import { describe, expect, it } from "vitest";
import { UsageError } from "../../../lib/errors.js";
import { JupyterServer } from "../../../lib/jupyter/remote/jupyter-server.js";
import { ServerLost } from "../../../lib/jupyter/remote/server-lost.js";
import { fakeJupyterServer } from "../../support/fake-jupyter-server.js";

const { signal } = new AbortController();

function client(url: string, token = ""): JupyterServer {
  return new JupyterServer({ label: "host:8888", url, token });
}

describe("JupyterServer.check", () => {
  it("accepts a server that has our kernel, and puts the token into no URL", async () => {
    const server = await fakeJupyterServer({ token: "secret" });
    await client(server.url, "secret").check(signal);
    expect(server.requests).toHaveLength(1);
    expect(server.requests.join()).not.toContain("secret");
  });

  it.each([
    ["wrong", /host:8888 to accept the token of --token-file, got 403 Forbidden. Try the token that/],
    ["", /host:8888 to accept requests without a token, got 403 Forbidden. Try --token-file/],
  ])("refuses the token %j", async (token, message) => {
    const server = await fakeJupyterServer({ token: "secret" });
    const refused = client(server.url, token).check(signal);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });

  it("says which kernels there are when ours is missing", async () => {
    const server = await fakeJupyterServer({ kernelspecs: ["python3", "ir"] });
    await expect(client(server.url).check(signal)).rejects.toThrow(
      /kernel "interleave-tslab", got python3, ir. Try `npm ci` and `npm run kernel:install`/,
    );
  });

  it.each([
    [404, {}, "got 404 Not Found"],
    [302, { location: "https://hub/login?next=%2F" }, "got a redirect to https://hub/login."],
    [200, { "content-type": "text/html" }, "got 200 OK"],
  ])("refuses what answers %i and is no Jupyter Server", async (status, headers, came) => {
    const intercept = (_: unknown, response: import("node:http").ServerResponse) => {
      response.writeHead(status, headers).end("<html>");
      return true;
    };
    const server = await fakeJupyterServer({ intercept });
    const refused = client(server.url).check(signal);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(came);
  });

  it("tells a port where nothing listens from a server that refuses", async () => {
    const server = await fakeJupyterServer();
    await server.close();
    const lost = await client(server.url)
      .check(signal)
      .catch((thrown: unknown) => thrown);
    expect(lost).toBeInstanceOf(ServerLost);
    expect(lost).toMatchObject({ kind: "lost-server", refused: true });
    expect(String(lost)).toMatch(/to answer at http:.*ECONNREFUSED.*Try whether it runs there/);
  });
});

describe("JupyterServer.hasKernel", () => {
  it("takes 404 alone for a kernel that is gone", async () => {
    const server = await fakeJupyterServer();
    const id = await client(server.url).startKernel();
    expect(await client(server.url).hasKernel(id)).toBe(true);
    expect(await client(server.url).hasKernel("another")).toBe(false);
  });

  it.each([429, 502, 503, 504])("takes %i, as of a proxy, for a lost server", async (status) => {
    const intercept = (_: unknown, response: import("node:http").ServerResponse) => {
      response.writeHead(status).end();
      return true;
    };
    const server = await fakeJupyterServer({ intercept });
    const lost = client(server.url).hasKernel("one");
    await expect(lost).rejects.toThrow(ServerLost);
    await expect(lost).rejects.toThrow(`host:8888 to say whether it has kernel one, got ${status} `);
  });
});
