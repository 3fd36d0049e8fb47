import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editCost } from "../../../lib/experiments/catch-em-all/edit-cost.js";
import * as gather from "../../../lib/experiments/catch-em-all/edits/gather.js";
import * as loop from "../../../lib/experiments/catch-em-all/edits/loop.js";
import * as promiseAll from "../../../lib/experiments/catch-em-all/edits/promise-all.js";
import * as serial from "../../../lib/experiments/catch-em-all/edits/serial.js";
import { withoutBookkeeping } from "../../../lib/experiments/catch-em-all/without-bookkeeping.js";
import type { Settings } from "../../../lib/experiments/settings.js";
import type { SampleBody } from "../../../lib/measure/run-job.js";
import { startDocumentServer } from "../../workloads/document-server.js";

const settings: Settings = { profile: "smoke", seed: 7, peers: [], parameters: {} };
const signal = new AbortController().signal;

describe("the programs that are edited", () => {
  it.each(Object.entries({ serial, gather, loop, promiseAll }))(
    "%s gives the names in order",
    async (name, program) => {
      const server = await startDocumentServer();
      expect(await program.fetchNames(server.origin, [3, 1, 2])).toEqual(["name-3", "name-1", "name-2"]);
      // Between two requests of a loop undici may still count its connection as busy, and open a second.
      const atOnce = name === "gather" || name === "promiseAll";
      expect(server.connectionCount === 3).toBe(atOnce);
    },
  );
});

describe("without bookkeeping", () => {
  it("a program keeps what the essay's has", () => {
    const python = `from heartbeat import heartbeat
async def main(job):
    async with heartbeat(job), aiohttp.ClientSession() as session:
        job.started(1)
        job.done(1, name)
`;
    expect(withoutBookkeeping(python, "python")).toBe(`async def main(job):
    async with aiohttp.ClientSession() as session:
        job.done(1, name)
`);
    expect(withoutBookkeeping("\tjob.Started(i)\n\tjob.Done(i, name)\n", "go")).toBe("\tjob.Done(i, name)\n");
  });
});

describe("the edit cost", () => {
  const costs = new Map<string, NonNullable<SampleBody["counters"]>>();
  let close: () => Promise<void>;

  beforeAll(async () => {
    const prepared = await editCost.prepare(settings, { signal, onStep: () => {} });
    close = prepared.close;
    for (const subject of prepared.subjects) {
      if ("missing" in subject) continue;
      const { counters } = await subject.sample({ round: 0, signal });
      costs.set(subject.id, counters!);
    }
  });
  afterAll(() => close());

  it("in Go is what the essay says: lines are added and none changes", () => {
    expect(costs.get("go/edit")).toMatchObject({ tokensRemoved: 0, dependencies: 0, functionsRecoloured: 0 });
  });

  it("in Python is another library, and functions of another colour", () => {
    expect(costs.get("python/edit")).toMatchObject({ dependencies: 1, functionsRecoloured: 2 });
  });

  it("in Python with threads is neither", () => {
    expect(costs.get("python/threads-edit")).toMatchObject({ dependencies: 0, functionsRecoloured: 0 });
  });

  it("with a strategy is a name, where it is imported from, and where it is used", () => {
    expect(costs.get("ts/edit")).toMatchObject({ tokensAdded: 3, tokensRemoved: 3, functionsRecoloured: 0 });
  });
});
