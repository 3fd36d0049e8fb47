import { expect, it } from "vitest";
import { ReplyQueue } from "../../../lib/servers/fib/reply-queue.js";
import { settle } from "../../support/controlled-work.js";

function recording() {
  const sent: string[] = [];
  const queue = new ReplyQueue(
    (text) => sent.push(text),
    () => sent.push("idle"),
  );
  return { sent, queue };
}

it("sends what is there at once", () => {
  const { sent, queue } = recording();
  queue.add(1);
  queue.addError("expected better");
  expect(sent).toEqual(["1\n", "error: expected better\n"]);
});

it("keeps the order of the requests, whichever reply is found first", async () => {
  const { sent, queue } = recording();
  const slow = withResolvers();
  queue.add(slow.promise);
  queue.add(Promise.resolve(2));
  queue.add(3);
  await settle();
  expect(sent).toEqual([]);
  expect(queue.size).toBe(3);
  slow.resolve(1);
  await settle();
  expect(sent).toEqual(["1\n", "2\n", "3\n", "idle"]);
});

it("tells the client of a failure in its place", async () => {
  const { sent, queue } = recording();
  queue.add(Promise.reject(new Error("no thread left")));
  queue.add(2);
  await settle();
  expect(sent).toEqual(["error: no thread left\n", "2\n", "idle"]);
});

function withResolvers() {
  let resolve!: (value: number) => void;
  const promise = new Promise<number>((settlePromise) => {
    resolve = settlePromise;
  });
  return { promise, resolve };
}
