import type { Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { serve } from "../../../lib/servers/fib/coroutines.js";
import { openListener } from "../../../lib/servers/fib/listener.js";
import { QUIET_MS } from "../../../lib/servers/fib/serve-connection.js";
import { LineClient } from "../../support/line-client.js";

it("puts a torn first request together whose rest arrives while the process is busy", async () => {
  const listener = await openListener();
  onTestFinished(() => listener.close());
  void serve(listener.server, (n) => n);
  let client: LineClient | undefined;
  listener.server.once("connection", (socket: Socket) => {
    // The coroutine, which listens too, has read the first half by now.
    socket.once("readable", () => {
      client!.send("0\n");
      const busyUntilMs = performance.now() + 2 * QUIET_MS;
      while (performance.now() < busyUntilMs);
    });
  });
  client = await LineClient.open(listener.port);
  client.send("1");
  expect(await client.lines(1)).toEqual(["10"]);
  client.close();
});
