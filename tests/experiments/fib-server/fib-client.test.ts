import { expect, it } from "vitest";
import { openFibClient } from "../../../lib/experiments/fib-server/fib-client.js";
import * as concurrent from "../../../lib/servers/fib/concurrent.js";
import { openListener } from "../../../lib/servers/fib/listener.js";
import { fibAnswer } from "../../../lib/workloads/fib.js";

it("asks one question after the other on one connection, then leaves", async () => {
  const listener = await openListener();
  void concurrent.serve(listener.server, fibAnswer);
  const client = await openFibClient(listener.port);
  expect(await client.ask(10)).toBe("55");
  expect(await client.ask(30)).toBe("832040");
  client.leave();
  listener.close();
  await expect(openFibClient(listener.port)).rejects.toThrow("ECONNREFUSED");
});
