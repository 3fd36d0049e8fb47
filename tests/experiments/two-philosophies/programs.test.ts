import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VariantId } from "../../../lib/catalogue/entry.js";
import { twoPhilosophies } from "../../../lib/catalogue/two-philosophies.js";
import { digestOf } from "../../../lib/experiments/digest.js";
import { findPrograms, type VariantProgram } from "../../../lib/experiments/prepare-jobs.js";
import { deathCounted } from "../../../lib/experiments/two-philosophies/pool.js";
import { runJob, type SampleBody, traceJob } from "../../../lib/measure/run-job.js";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { FAILING, FAILING_PAGE, pages } from "../../../lib/servers/scrape/pages.js";
import { startProgram } from "../../peers/run-program.js";

const settings = { profile: "full", seed: 1, peers: ["go", "python", "pypy"], parameters: {} } as const;
const preparation = { signal: new AbortController().signal, onStep: () => {} };
const options = { timeLimitMs: 60_000 };

/** A suite for every variant of an experiment, skipped with the reason in its title where it cannot run. */
async function describeVariants(
  experiment: string,
  wanted: (id: VariantId) => boolean,
  body: (program: VariantProgram, id: VariantId) => void,
): Promise<void> {
  for (const [id, program] of await findPrograms(twoPhilosophies, experiment, settings, preparation)) {
    if (!wanted(id) || id.endsWith("-copy")) continue;
    if ("missing" in program) describe.skip(`${id} (${program.missing})`, () => it("runs", () => {}));
    else describe(id, () => body(program, id));
  }
}

const sample = (
  { command, argument }: VariantProgram,
  further: object,
  expectedDigest?: string,
): Promise<SampleBody> =>
  runJob(command, { ...argument, ...further }, { ...options, ...(expectedDigest && { expectedDigest }) });

const ok = { status: "ok" };

describe("tasks", async () => {
  await describeVariants(
    "tasks",
    () => true,
    (program) => {
      it.each([false, true])("ends every task (held: %s)", async (held) => {
        const { counters, ...body } = await sample(program, { tasks: 3000, held }, digestOf(["3000"]));
        expect(body).toMatchObject(ok);
        expect(counters).toMatchObject({ tasks: 3000, ...(held && { liveWhenStarted: 3000 }) });
        expect(counters!.perTaskBytes).toBeGreaterThanOrEqual(0);
      });
    },
  );
});

describe("pool", async () => {
  const argument = { jobs: 5, workers: 3, jobMs: 40 };
  const whatBecomes: Partial<Record<VariantId, object>> = {
    "python/queue": { hung: 1, died: 0, reported: 0 },
    "go/channels": { hung: 0, died: 1, reported: 0 },
  };

  await describeVariants(
    "pool",
    () => true,
    (program, id) => {
      it("does all jobs, and traces each", async () => {
        const right = { ...options, expectedDigest: digestOf(["2", "4", "6", "8", "10"]) };
        const { sample: body, trace } = await traceJob(
          program.command,
          { ...program.argument, ...argument },
          right,
        );
        expect(body).toMatchObject({ ...ok, counters: { results: 5, hung: 0, died: 0, reported: 0 } });
        expect(body.counters!.jobTimes).toBeGreaterThan(1.9);
        expect(trace!.map(([task]) => task).sort()).toEqual([0, 1, 2, 3, 4]);
      });

      it("shows what becomes of it when a job throws", async () => {
        const body = deathCounted(await sample(program, { ...argument, throwing: true, limitMs: 1500 }));
        expect(body).toMatchObject({ ...ok, counters: whatBecomes[id] ?? { hung: 0, died: 0, reported: 1 } });
      });
    },
  );

  it("counts no death but that of the planted failure", () => {
    const died = {
      status: "error",
      reason: "ended with exit code 2",
      stderrTail: "panic: job 2 failed",
    } as const;
    expect(deathCounted(died)).toMatchObject({ status: "ok", counters: { died: 1 } });
    for (const stderrTail of ["panic: runtime error: index out of range", "job 2 failed", ""]) {
      expect(deathCounted({ ...died, stderrTail })).toMatchObject({ status: "error" });
    }
    const late: SampleBody = { ...died, status: "timeout" };
    expect(deathCounted(late)).toBe(late);
  });
});

describe("race", async () => {
  const argument = { tasks: 20, updates: 50 };
  const GUARDED = ["ts/mutex", "python/asyncio-lock", "go/mutex"];

  await describeVariants(
    "race",
    (id) => id !== "go/race-detector",
    (program, id) => {
      it("loses updates to a pause between reading and writing, unless it holds a lock", async () => {
        const { counters, ...body } = await sample(
          program,
          { ...argument, pausing: true },
          digestOf(["1000"]),
        );
        expect(body).toMatchObject(ok);
        expect(counters).toMatchObject({ updates: 1000 });
        if (GUARDED.includes(id)) expect(counters!.lostUpdates).toBe(0);
        else expect(counters!.lostUpdates).toBeGreaterThan(0);
        // A program without the detector cannot tell whether there are races.
        expect(counters).not.toHaveProperty("racesReported");
      });
    },
  );
});

describe("start", async () => {
  const argument = { tasks: 4, trials: 2, fib: 5, patienceMs: 500 };
  const CPU = ["python/threads", "go/two-goroutines"];
  const sees: Partial<Record<VariantId, object>> = {
    "ts/floating": { unfinished: 8, lost: 0, maxInFlight: 4 },
    "python/await": { unfinished: 0, lost: 0, maxInFlight: 1, outOfOrder: 0 },
  };

  await describeVariants(
    "start",
    (id) => !CPU.includes(id),
    (program, id) => {
      it("shows which tasks it loses, and which overlap", async () => {
        const body = await sample(program, argument, digestOf(["8"]));
        expect(body).toMatchObject({
          ...ok,
          counters: sees[id] ?? { unfinished: 0, lost: 0, maxInFlight: 4 },
        });
      });
    },
  );

  await describeVariants(
    "start",
    (id) => id === "go/sleep",
    (program) => {
      it("loses every task when it sleeps too short", async () => {
        const body = await sample(program, { ...argument, patienceMs: 0 }, digestOf(["8"]));
        expect(body.counters).toMatchObject({ lost: 8 });
      });
    },
  );

  await describeVariants(
    "start",
    (id) => CPU.includes(id),
    (program) => {
      it("compares two computations in turn with two at once", async () => {
        const body = await sample(program, { fib: 20, trials: 1 }, digestOf(["6765"]));
        expect(body).toMatchObject(ok);
        expect(body.counters!.speedUp).toBeGreaterThan(0);
      });
    },
  );
});

describe("scrape", async () => {
  const givesUp = ["ts/gather", "ts/task-group"];
  let server: ServerProgram;
  let origin: string;
  beforeAll(async () => {
    const program = compiledModule("servers", "scrape", "scrape-server-program.js");
    server = await startServer(
      { file: process.execPath, args: [program] },
      { unitMs: 5 },
      { startLimitMs: 20_000 },
    );
    origin = `http://127.0.0.1:${server.report.port}`;
  });
  afterAll(() => server?.stop());

  await describeVariants(
    "scrape",
    () => true,
    (program, id) => {
      it("reads every page to its last byte", async () => {
        const sizes = pages.map(({ bytes }) => String(bytes));
        const argument = { origin, pages: pages.map(({ path }) => path) };
        const body = await sample(program, argument, digestOf(sizes));
        expect(body).toMatchObject({ ...ok, counters: { pages: 5, errorsNamed: 0 } });
        // A sample keeps its time to the microsecond.
        expect(body.counters!.firstResultMs).toBeLessThanOrEqual(body.workMs! + 0.001);
      });

      it("names the page that fails, and keeps or gives up the others", async () => {
        const body = await sample(program, { origin, pages: pages.map(({ path }) => `${FAILING}${path}`) });
        expect(body).toMatchObject({ ...ok, counters: { errorsNamed: 1 } });
        const kept = body.counters!.pages!;
        if (givesUp.includes(id)) expect(kept).toBeLessThan(4);
        else expect(kept).toBe(4);
      });

      it("names all pages when there is no server", async () => {
        const body = await sample(program, { origin: "http://127.0.0.1:1", pages: [FAILING_PAGE] });
        expect(body).toMatchObject({ ...ok, counters: { pages: 0, errorsNamed: 1 } });
      });
    },
  );
});

describe("errors", async () => {
  const reports: Partial<Record<VariantId, object>> = {
    "python/gather": { faults: 8, reported: 6 },
    "python/gather-return": { faults: 8, reported: 8, leaked: 0, siblingsKilled: 0 },
    "python/task-group": { faults: 8, reported: 8, leaked: 0 },
    "go/explicit": { faults: 8, reported: 8, leaked: 0, siblingsKilled: 0 },
    "go/ignored": { faults: 8, reported: 0 },
  };
  await describeVariants(
    "errors",
    (id) => id in reports || id === "ts/task-group",
    (program, id) => {
      it("reports the faults that its way of running tasks lets through", async (context) => {
        const body = await sample(program, { stepMs: 30 });
        if (body.stderrTail?.includes("Python 3.11")) context.skip("needs Python 3.11 or later");
        expect(body).toMatchObject({ ...ok, counters: reports[id] ?? { faults: 8, reported: 8, leaked: 0 } });
      });
    },
  );
});

describe("every program", async () => {
  const one: Record<string, VariantId[]> = {
    start: ["ts/floating", "python/await", "go/sleep", "python/threads", "go/two-goroutines"],
    pool: ["ts/channel", "python/queue", "go/channels"],
    scrape: ["ts/lines", "python/lines", "go/lines"],
    tasks: ["ts/async-null", "python/tasks", "go/goroutines"],
    errors: ["ts/gather", "python/gather", "go/explicit"],
    race: ["ts/unguarded", "python/asyncio", "go/goroutines"],
  };
  for (const [experiment, ids] of Object.entries(one)) {
    await describeVariants(
      experiment,
      (id) => ids.includes(id),
      ({ command, argument }) => {
        it(`of ${experiment} refuses a wrong argument with 2 and a sentence`, async () => {
          const wrong = { ...argument, variant: "none", tasks: 0, jobs: 0, pages: [], fib: 0 };
          const { code, stderr, stdout } = await startProgram(command, wrong).ended;
          expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
          expect(stderr).toMatch(/expected/i);
        });
      },
    );
  }
  await describeVariants(
    "pool",
    (id) => one.pool!.includes(id),
    ({ command, argument }) => {
      it("ends with its standard input", async () => {
        const { child, ended } = startProgram(command, { ...argument, jobs: 5, jobMs: 50_000 });
        setTimeout(() => child.stdin!.end(), 500);
        expect((await ended).code).not.toBe(0);
      });
    },
  );
});
