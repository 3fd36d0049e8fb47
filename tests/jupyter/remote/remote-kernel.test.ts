import { describe, expect, it } from "vitest";
import { JupyterServer } from "../../../lib/jupyter/remote/jupyter-server.js";
import { RemoteKernel } from "../../../lib/jupyter/remote/remote-kernel.js";
import { type FakeServerOptions, fakeJupyterServer } from "../../support/fake-jupyter-server.js";

const TOKEN = "secret";
/** More than the connection's own first attempt takes on any machine. */
const OWN_ATTEMPT_MS = 20_000;

async function start(options: Omit<FakeServerOptions, "token"> = {}, probeMs = 10, patienceMs = 60_000) {
  const fake = await fakeJupyterServer({ ...options, token: TOKEN });
  const noted: string[] = [];
  const server = new JupyterServer({ label: "host:8888", url: fake.url, token: TOKEN });
  const kernel = await RemoteKernel.start(server, {
    signal: new AbortController().signal,
    onStarted: async () => void noted.push("started"),
    onEnded: async () => void noted.push("ended"),
    probeMs,
    patienceMs,
  });
  return { fake, kernel, noted };
}

/** A cell that runs until it is told what to reply. */
function hangingCell() {
  let begin = () => {};
  let reply = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const replied = new Promise<{ status: string }>((resolve) => {
    reply = () => resolve({ status: "ok" });
  });
  const execute = () => {
    begin();
    return replied;
  };
  return { execute, begun, reply: () => reply() };
}

describe("RemoteKernel", () => {
  it("runs a cell, hands on what it publishes in order, and ends the kernel", async () => {
    const { fake, kernel, noted } = await start({
      execute: (code, publish) => {
        publish("stream", { name: "stdout", text: `ran ${code}` });
        publish("display_data", { data: { "text/plain": "shown" }, metadata: {} });
        return { status: "ok", execution_count: 1 };
      },
    });
    const published: string[] = [];
    const reply = await kernel.execute("1 + 1", {
      onPublished: ({ header, content }) => published.push(`${header.msg_type} ${content.text ?? ""}`),
    });
    expect(reply).toMatchObject({ status: "ok", execution_count: 1 });
    expect(published).toEqual(["status ", "stream ran 1 + 1", "display_data ", "status "]);
    await kernel.shutdown();
    await kernel.shutdown();
    expect(noted).toEqual(["started", "ended"]);
    expect(fake.running.size).toBe(0);
    expect(fake.requests.filter((request) => request.startsWith("UPGRADE"))).toHaveLength(1);
    expect(fake.requests.join()).not.toContain(TOKEN);
    await expect(kernel.execute("2")).rejects.toThrow("the kernel was ended");
  });

  it.each([
    ["broke", "cutConnections"],
    ["turned to nonsense", "babble"],
  ] as const)("takes up a connection that %s, and hears the reply", async (_, breakIt) => {
    const { execute, begun, reply } = hangingCell();
    const { fake, kernel } = await start({ execute }, OWN_ATTEMPT_MS);
    const replied = kernel.execute("slow");
    await begun;
    fake[breakIt]();
    await expect.poll(() => fake.requests.filter((one) => one.startsWith("UPGRADE")).length).toBe(2);
    reply();
    expect(await replied).toMatchObject({ status: "ok" });
    await kernel.shutdown();
  });

  it("counts as lost with its server once nothing listens there any more", async () => {
    const { execute, begun } = hangingCell();
    const { fake, kernel, noted } = await start({ execute });
    const replied = kernel.execute("slow");
    const settled = expect(replied).rejects.toMatchObject({ name: "ServerLost", kind: "lost-server" });
    await begun;
    await fake.close();
    await settled;
    await expect(replied).rejects.toThrow("the connection to host:8888 broke");
    await kernel.shutdown();
    // Nobody could end it, so whoever comes next still has to.
    expect(noted).toEqual(["started"]);
  });

  it("counts as lost when its server answers, but its web socket does not come back in time", async () => {
    const { execute, begun } = hangingCell();
    const { fake, kernel } = await start({ execute }, 10, 100);
    const settled = expect(kernel.execute("slow")).rejects.toMatchObject({
      kind: "lost-server",
      message: expect.stringMatching(/host:8888 broke\. .* web socket within 100 ms/),
    });
    await begun;
    fake.refuseConnections();
    await settled;
    await kernel.shutdown();
  });

  it.each([429, 502, 503, 504])(
    "is not dead while a proxy answers %i in place of its server",
    async (status) => {
      const { execute, begun } = hangingCell();
      let isDown = false;
      const { fake, kernel } = await start(
        {
          execute,
          intercept: (_, response) => {
            if (isDown) response.writeHead(status).end();
            return isDown;
          },
        },
        10,
        100,
      );
      const settled = expect(kernel.execute("slow")).rejects.toMatchObject({
        kind: "lost-server",
        message: expect.stringContaining(`got ${status} `),
      });
      await begun;
      isDown = true;
      fake.refuseConnections();
      await settled;
      expect(fake.requests.filter((one) => one.startsWith("GET")).length).toBeGreaterThan(1);
      await kernel.shutdown();
    },
  );

  it("is dead when its server came back without it", async () => {
    const { execute, begun } = hangingCell();
    const { fake, kernel } = await start({ execute });
    const settled = expect(kernel.execute("slow")).rejects.toMatchObject({
      kind: "dead-kernel",
      message: "host:8888 answers, but does not know the kernel any more",
    });
    await begun;
    fake.running.clear();
    fake.cutConnections();
    await settled;
    await kernel.shutdown();
  });

  it.each([
    ["status", { execution_state: "restarting" }, "dead-kernel", /host:8888 says that it is restarting/],
    [
      "stream",
      { name: "stderr", text: "IOPub data rate exceeded.\nThe Jupyter server" },
      "output-flood",
      /dropped/,
    ],
  ])("fails at a %s message of %j", async (type, content, kind, message) => {
    const { execute } = hangingCell();
    const { kernel } = await start({
      execute: (_, publish) => {
        publish(type, content);
        return execute();
      },
    });
    const failed = kernel.execute("slow");
    await expect(failed).rejects.toMatchObject({ kind });
    await expect(failed).rejects.toThrow(message);
    await kernel.shutdown();
  });

  it("leaves no kernel when its start is aborted", async () => {
    const caller = new AbortController();
    const fake = await fakeJupyterServer();
    const server = new JupyterServer({ label: "host", url: fake.url, token: "" });
    const options = { signal: caller.signal, onStarted: async () => caller.abort(new Error("enough")) };
    await expect(RemoteKernel.start(server, options)).rejects.toThrow("enough");
    expect(fake.running.size).toBe(0);
    expect(fake.requests.filter((request) => request.startsWith("DELETE"))).toHaveLength(1);
  });
});
