import { afterAll, describe, expect, it } from "vitest";
import { catchEmAll } from "../../../lib/catalogue/catch-em-all.js";
import { faultCounted } from "../../../lib/experiments/catch-em-all/fault-counted.js";
import { run } from "../../../lib/experiments/catch-em-all/faults-program.js";
import { digestOf } from "../../../lib/experiments/digest.js";
import { findPrograms } from "../../../lib/experiments/prepare-jobs.js";
import { runJob, type SampleBody } from "../../../lib/measure/run-job.js";
import { survivorsOf } from "../../../lib/render/survivor-chart.js";
import type { FaultKind } from "../../../lib/servers/origin/document-fault.js";
import { expectedNames } from "../../../lib/servers/origin/pokemon-table.js";
import { startOrigin } from "../../../lib/servers/origin/start-origin.js";
import type { ExperimentResult } from "../../../lib/store/result.js";

const DOCUMENTS = 10;
const FAULTY = 7;
const asked = { documents: DOCUMENTS, faulty: FAULTY };
const names = expectedNames(DOCUMENTS);
const allButOne = names.with(FAULTY - 1, "");

const origin = await startOrigin({ documents: DOCUMENTS, rttMs: 0, tls: "off", namesOnly: true });
afterAll(() => origin.stop());

describe("each way to meet an error", () => {
  const patient = { origin: origin.url, documents: DOCUMENTS, timeoutMs: 10_000 };

  async function meet(variant: string, kind: FaultKind, timeoutMs = patient.timeoutMs) {
    const late = kind === "late" && { lateMs: 60_000 };
    await origin.configure({ fault: { document: FAULTY, kind, ...late } });
    await origin.reset();
    return run({ ...patient, variant, timeoutMs });
  }

  it.each(["status-500", "truncated", "malformed", "status-429", "reset"] as const)(
    "shows what it does with %s",
    async (kind) => {
      const gathered = await meet("gather", kind);
      expect(gathered.counters).toMatchObject({ documents: 0, failedDocument: FAULTY });
      const settled = await meet("settled", kind);
      expect(settled).toMatchObject({ answers: allButOne, counters: { failedDocument: FAULTY } });
      const retried = await meet("retrying", kind);
      expect(retried.answers).toEqual(names);
      expect(retried.counters).toMatchObject({ requests: DOCUMENTS + 1 });
      expect(retried.counters).not.toHaveProperty("failedDocument");
      if (kind === "status-429") expect(retried.workMs).toBeGreaterThanOrEqual(1000);
    },
  );

  it("gives up on an answer that is late, and names its document", async () => {
    const settled = await meet("settled", "late", 500);
    expect(settled).toMatchObject({ answers: allButOne, counters: { failedDocument: FAULTY } });
  });
});

describe("programs that try again", async () => {
  const settings = { profile: "full", seed: 1, peers: ["go", "python"], parameters: {} } as const;
  const { signal } = new AbortController();
  const programs = await findPrograms(catchEmAll, "faults", settings, { signal, onStep: () => {} });
  for (const id of ["go/goroutines-retrying", "python/aiohttp-retrying"] as const) {
    const program = programs.get(id)!;
    const missing = "missing" in program ? ` (${program.missing})` : "";
    it.skipIf(missing)(
      `${id}${missing} waits as long as Retry-After says, and gets every document`,
      async () => {
        if ("missing" in program) return;
        await origin.configure({ fault: { document: FAULTY, kind: "status-429" } });
        await origin.reset();
        const argument = { origin: origin.url, documents: DOCUMENTS };
        const right = { timeLimitMs: 60_000, expectedDigest: digestOf(names) };
        const sample = await runJob(program.command, { ...program.argument, ...argument }, right);
        expect(sample).toMatchObject({ status: "ok", counters: { documents: DOCUMENTS } });
        expect(sample.workMs).toBeGreaterThanOrEqual(1000);
        expect(await origin.counters()).toMatchObject({ requests: DOCUMENTS + 1 });
      },
    );
  }
});

const ended = (counters: Record<string, number>, answers: readonly string[]): SampleBody => ({
  status: "ok",
  workMs: 900,
  wholeMs: 1000,
  digest: digestOf(answers),
  counters: { lastResultMs: 300, ...counters },
});
const died = (stderrTail: string): SampleBody => ({
  status: "error",
  reason: "ended with exit code 1",
  wholeMs: 1000,
  stderrTail,
});

describe("faultCounted", () => {
  it.each([
    ["names it", { failedDocument: FAULTY }, { named: 1, unnoticed: 0 }],
    ["names another", { failedDocument: 1 }, { named: 0, unnoticed: 1 }],
    ["says nothing", {}, { named: 0, unnoticed: 1 }],
  ])("counts a run without the document that %s", (_, counters, fate) => {
    const { counters: counted } = faultCounted(
      ended({ documents: DOCUMENTS - 1, ...counters }, allButOne),
      asked,
    );
    expect(counted).toEqual({
      documents: DOCUMENTS - 1,
      others: DOCUMENTS - 1,
      siblingsKilled: 0,
      recovered: 0,
      wastedMs: 600,
      died: 0,
      ...fate,
    });
  });

  it("counts a fault that was mended as no fault to name", () => {
    const { counters } = faultCounted(ended({ documents: DOCUMENTS }, names), asked);
    expect(counters).toMatchObject({ others: DOCUMENTS - 1, recovered: 1, named: 0, unnoticed: 0 });
  });

  it("counts all documents as killed, and all time as wasted, where an error is all that came back", () => {
    const empty = names.map(() => "");
    const { counters } = faultCounted(ended({ documents: 0, failedDocument: FAULTY }, empty), asked);
    expect(counters).toMatchObject({ others: 0, siblingsKilled: DOCUMENTS - 1, wastedMs: 900, named: 1 });
  });

  it.each([
    ["panic: runtime error: invalid memory address or nil pointer dereference", 0],
    ["aiohttp.client_exceptions.ContentTypeError: 500, url='http://127.0.0.1/api/v2/pokemon/7'", 1],
    ["aiohttp.client_exceptions.ContentTypeError: 500, url='http://127.0.0.1/api/v2/pokemon/77'", 0],
  ])("takes a program that ends with %s for dead of the fault", (stderrTail, named) => {
    const sample = faultCounted(died(stderrTail), asked);
    expect(sample).toMatchObject({
      status: "ok",
      counters: { died: 1, others: 0, siblingsKilled: DOCUMENTS - 1, wastedMs: 1000, named },
    });
    expect(sample).not.toHaveProperty("reason");
  });

  it("leaves any other end as it was", () => {
    for (const sample of [
      died("MemoryError"),
      { status: "timeout", reason: "did not end", stderrTail: "KeyError: 'name'" } as const,
    ]) {
      expect(faultCounted(sample, asked)).toBe(sample);
    }
  });

  it.each([
    ["a wrong name", ended({ documents: DOCUMENTS }, names.with(0, "missingno"))],
    ["another document missing", ended({ documents: DOCUMENTS - 1 }, names.with(0, ""))],
    ["two missing", ended({ documents: DOCUMENTS - 2 }, allButOne.with(0, ""))],
  ])("calls %s invalid", (_, sample) => {
    expect(faultCounted(sample, asked)).toMatchObject({
      status: "invalid",
      reason: expect.stringContaining("answered wrongly"),
    });
  });
});

describe("the picture of the survivors", () => {
  const experiment = catchEmAll.experiments.find(({ id }) => id === "faults")!;
  const variant = (samples: object[]) => ({ samples, warmups: [] });
  const sampled = (counters: object, cell?: string) => ({ status: "ok", counters, ...(cell && { cell }) });
  const result = {
    cells: { late: { parameters: {} }, reset: { parameters: {} } },
    variants: {
      "go/goroutines": variant([
        sampled({ others: 0, siblingsKilled: 9, died: 1, named: 0 }),
        sampled({ others: 9, siblingsKilled: 0, unnoticed: 1 }, "reset"),
      ]),
      "ts/settled": variant([sampled({ others: 6, siblingsKilled: 3, named: 1 })]),
      "ts/gather": variant([{ status: "error", reason: "killed" }]),
    },
  } as unknown as ExperimentResult;

  it("has a box for each that ran, filled with the share of the others that it got", () => {
    const ids = ["ts/gather", "ts/settled", "go/goroutines"] as const;
    const chart = survivorsOf(experiment, result, catchEmAll, "d2-faults", ids)!;
    expect(chart.rows.map(({ name }) => name)).toEqual(["All settled (TypeScript)", "Go, a goroutine each"]);
    expect(chart.columns).toEqual(["late", "reset"]);
    expect(chart.cells).toEqual([
      { row: 0, column: 0, share: 6 / 9, text: "6", note: "named" },
      { row: 1, column: 0, share: 0, text: "0", note: "dies" },
      { row: 1, column: 1, share: 1, text: "9", note: "unnoticed" },
    ]);
  });

  it("is not drawn of an experiment that counts something else", () => {
    const other = { ...result, variants: { "ts/settled": variant([sampled({ documents: 3 })]) } };
    expect(
      survivorsOf(experiment, other as unknown as ExperimentResult, catchEmAll, "x", ["ts/settled"]),
    ).toBeUndefined();
  });
});
