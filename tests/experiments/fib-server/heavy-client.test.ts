import { expect, it } from "vitest";
import { startHeavy } from "../../../lib/experiments/fib-server/heavy-client.js";
import type { Client } from "../../../lib/load/client.js";

/** A client whose answers come when the test says so. */
function manualClient() {
  let waiting: ((answer: string | null) => void) | undefined;
  let closed = false;
  const client: Client = {
    ask: (_protocol, onAnswer) => {
      waiting = onAnswer;
    },
    close: () => {
      closed = true;
    },
  };
  const answer = (text: string | null) => {
    const take = waiting!;
    waiting = undefined;
    take(text);
  };
  return { client, answer, isAsked: () => waiting !== undefined, isClosed: () => closed };
}

const protocol = { request: "30", answerIn: (received: string) => received };

it("asks again at each answer; its rate is that of the answers up to the stop, without the one after it", async () => {
  let nowMs = 0;
  const { client, answer, isAsked, isClosed } = manualClient();
  const heavy = startHeavy(client, protocol, { now: () => nowMs });
  for (nowMs of [100, 200]) answer("832040");
  nowMs = 250;
  const stopping = heavy.stop();
  nowMs = 1_000;
  answer("832040");
  expect(await stopping).toEqual({ answers: new Set(["832040"]), failed: false, largePerSecond: 10 });
  expect([isAsked(), isClosed()]).toEqual([false, true]);
});

it("has the rate of its first answer where that came after the stop alone", async () => {
  let nowMs = 0;
  const { client, answer } = manualClient();
  const heavy = startHeavy(client, protocol, { now: () => nowMs });
  const stopping = heavy.stop();
  nowMs = 500;
  answer("832040");
  expect((await stopping).largePerSecond).toBe(2);
});

it("has failed when its connection ended, with the rate of what was answered or without one", async () => {
  const { client, answer } = manualClient();
  const heavy = startHeavy(client, protocol, { now: () => 0 });
  answer(null);
  expect(await heavy.stop()).toEqual({ answers: new Set(), failed: true });
});
