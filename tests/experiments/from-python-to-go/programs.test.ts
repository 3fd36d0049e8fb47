import { platform } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { digestOf } from "../../../lib/experiments/digest.js";
import { type DnsServer, openDns } from "../../../lib/experiments/from-python-to-go/open-dns.js";
import { typescriptProgram } from "../../../lib/experiments/programs.js";
import { treeMemory } from "../../../lib/measure/process-tree.js";
import { goProgram, pythonProgram } from "../../../lib/peers/peer.js";
import type { JobReport, MissingProgram, ProgramCommand } from "../../../lib/program.js";
import { addressOf, formatDelayedName } from "../../../lib/servers/dns/delayed-name.js";
import { compute } from "../../../lib/workloads/compute.js";
import { startProgram } from "../../peers/run-program.js";

const { signal } = new AbortController();
const dns = await openDns({ signal, onStep: () => {} });
afterAll(() => dns.close());

interface Program {
  readonly command: ProgramCommand | MissingProgram;
  readonly argument?: object;
}

/** A suite for a program, skipped with the reason in its title where the program cannot run. */
function describeProgram(title: string, { command, argument }: Program, body: (run: Run) => void): void {
  if ("missing" in command) describe.skip(`${title} (${command.missing})`, () => it("runs", () => {}));
  else describe(title, () => body((further) => startProgram(command, { ...argument, ...further })));
}

type Run = (argument: object) => ReturnType<typeof startProgram>;

async function report(run: ReturnType<Run>): Promise<JobReport> {
  const { code, stdout, stderr } = await run.ended;
  // Newer interpreters warn on standard error of things that work.
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const python = (name: string) => pythonProgram(name, { packages: name.includes("gevent") });
const typescript = (program: string, variant: string) => ({
  command: typescriptProgram,
  argument: { program: `from-python-to-go/${program}`, variant },
});

// At once: they mostly wait, for names and for deadlines.
describe.concurrent("programs that resolve names", async () => {
  const HOSTS = 5;
  const names = (slowMs: number) =>
    Array.from({ length: HOSTS }, (_, index) =>
      formatDelayedName({ index, delayMs: index === 0 ? slowMs : 5 }),
    );
  const answers = Array.from({ length: HOSTS }, (_, index) => addressOf(index));
  const placed = ({ command, argument = {} }: Program, server: DnsServer): Program => ({
    argument: { ...argument, server: server.address },
    command: "missing" in command ? command : server.place(command),
  });

  /** What becomes of a slow name, and whose work runs on after the deadline. */
  const fates = { cancelled: { present: 4, stillRunning: 0 }, left: { present: 4, stillRunning: 1 } };
  const everyProgram: Record<string, { program: Program; late: { present: number; stillRunning: number } }> =
    {
      "ts/lookup": { program: placed(typescript("dns-deadline", "lookup"), dns), late: fates.left },
      "ts/resolve": { program: placed(typescript("dns-deadline", "resolve"), dns), late: fates.cancelled },
      "python/gevent": {
        program: placed({ command: await python("resolve_gevent") }, dns),
        late: fates.left,
      },
      "python/gevent-unpatched": {
        program: placed({ command: await python("resolve_gevent_unpatched") }, dns),
        // It waits for every name, whatever the deadline.
        late: { present: 5, stillRunning: 0 },
      },
      "python/asyncio": {
        program: placed({ command: await python("resolve_asyncio") }, dns),
        late: fates.left,
      },
      "go/resolver": { program: placed({ command: await goProgram("resolve") }, dns), late: fates.cancelled },
    };
  for (const [title, { program, late }] of Object.entries(everyProgram)) {
    describeProgram(title, program, (run) => {
      it("gives every address in the order of the names", async () => {
        const { digest, counters, trace } = await report(
          run({ names: names(30), deadlineMs: 20_000, trace: true }),
        );
        expect(digest).toBe(digestOf(answers));
        expect(counters).toMatchObject({ names: HOSTS, present: HOSTS, missing: 0, stillRunning: 0 });
        expect(trace!.map(([task]) => task).sort()).toEqual([0, 1, 2, 3, 4]);
      });

      it("at the deadline gives the answers that are there", async () => {
        const { digest, counters, workMs } = await report(run({ names: names(2_500), deadlineMs: 1_500 }));
        expect(counters).toMatchObject({ ...late, names: HOSTS, missing: HOSTS - late.present });
        expect(digest).toBe(digestOf(late.present === HOSTS ? answers : ["", ...answers.slice(1)]));
        expect(workMs).toBeGreaterThan(1_400);
      });

      const passesOver = title.startsWith("python/gevent");
      it(
        passesOver
          ? "takes a name that does not exist for a late one"
          : "fails for a name that does not exist",
        async () => {
          const { code, stdout } = await run({ names: ["nowhere.test"], deadlineMs: 20_000 }).ended;
          if (passesOver) expect(JSON.parse(stdout).counters).toMatchObject({ present: 0, missing: 1 });
          else expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        },
      );

      it("ends when its standard input closes", async () => {
        const { child, ended } = run({ names: names(1_000), deadlineMs: 60_000 });
        child.stdin!.end();
        expect((await ended).code).not.toBe(0);
      });
    });
  }
});

describe("programs that compute", async () => {
  const everyProgram: Record<string, Program> = {
    "ts/event-loop": typescript("not-parallelism", "event-loop"),
    "ts/worker-threads": typescript("not-parallelism", "worker-threads"),
    "python/asyncio": { command: await python("compute_asyncio") },
    "python/threads": { command: await python("compute_threads") },
    "python/processes": { command: await python("compute_processes") },
    "go/goroutines": { command: await goProgram("compute") },
  };
  const TASKS = 5;
  const STEPS = 10_001;
  const digest = digestOf(Array.from({ length: TASKS }, (_, task) => String(compute(task, STEPS))));

  for (const [title, program] of Object.entries(everyProgram)) {
    describeProgram(title, program, (run) => {
      it("comes to the same numbers as every other, waiting or not", async () => {
        for (const waitMs of [0, 50]) {
          const found = await report(run({ tasks: TASKS, steps: STEPS, waitMs, cores: 2, trace: true }));
          expect(found.digest).toBe(digest);
          expect(found.trace!.map(([task]) => task).sort()).toEqual([0, 1, 2, 3, 4]);
          expect(found.counters).toMatchObject({ tasks: TASKS, steps: STEPS });
          const { coresUsed, coreShare, taskCpuMs } = found.counters;
          expect(coreShare).toBeCloseTo(coresUsed! / 2, 6);
          expect(taskCpuMs! * TASKS).toBeCloseTo(coresUsed! * found.workMs, 3);
        }
      });

      it("waits for all tasks at once", async () => {
        const { workMs } = await report(run({ tasks: TASKS, steps: 1_000, waitMs: 1_000, cores: 2 }));
        expect(workMs).toBeGreaterThan(990);
        expect(workMs).toBeLessThan(TASKS * 1_000);
      });

      it("refuses tasks that cannot be, with exit code 2", async () => {
        const { code, stderr } = await run({ tasks: 0, steps: 1, waitMs: 0, cores: 1 }).ended;
        expect(code).toBe(2);
        expect(stderr).toMatch(/expected `?tasks/i);
      });

      it("ends when its standard input closes, and its children with it", async () => {
        const { child, ended } = run({ tasks: 2, steps: 1_000_000_000, waitMs: 60_000, cores: 2 });
        if (title === "python/processes" && platform() === "linux") {
          await vi.waitFor(() => expect(treeMemory(child.pid!)?.processCount).toBe(3), 20_000);
        }
        child.stdin!.end();
        // The output closes when the last process that holds it is gone.
        expect((await ended).code).not.toBe(0);
      });
    });
  }
});

describe("the program of Node's own interfaces", () => {
  let counters: Readonly<Record<string, number>>;
  beforeAll(async () => {
    const argument = { program: "from-python-to-go/loop-delay" };
    ({ counters } = await report(startProgram(typescriptProgram, argument)));
  });

  it("tells how long each of them kept a timer waiting, and the longest of those", () => {
    const { heartbeatDelayMaxMs, gcMs: _gc, eventLoopDelayMaxMs: _delay, ...delays } = counters;
    expect(Object.keys(delays)).toEqual(
      ["dnsLookup", "readFile", "scrypt", "gzip", "readFileSync", "scryptSync", "gzipSync", "jsonParse"].map(
        (name) => `${name}DelayMs`,
      ),
    );
    expect(heartbeatDelayMaxMs).toBe(Math.max(...Object.values(delays)));
  });

  it("sees a synchronous call stop the timer", () => {
    expect(counters.scryptSyncDelayMs).toBeGreaterThan(5);
  });
});
