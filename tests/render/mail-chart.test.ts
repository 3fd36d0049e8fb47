import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { fromPythonToGo } from "../../lib/catalogue/from-python-to-go.js";
import { mailsKeptOf } from "../../lib/render/mail-chart.js";
import type { ExperimentResult, Sample } from "../../lib/store/result.js";

const experiment = fromPythonToGo.experiments.find(({ id }) => id === "background")!;

const mails = (cell: string, promisedMails: number, lostMails: number, mailsSentTwice = 0): Sample => ({
  status: "ok",
  cell,
  counters: { promisedMails, lostMails, mailsSentTwice },
});

function chartOf(samples: Readonly<Record<VariantId, readonly Sample[]>>) {
  const result = {
    id: "background",
    cells: {
      undisturbed: { parameters: {} },
      SIGKILL: { parameters: { midway: "SIGKILL" } },
      "sinkDelayMs=0": { parameters: { sinkDelayMs: 0 } },
    },
    variants: Object.fromEntries(Object.entries(samples).map(([id, list]) => [id, { samples: list }])),
  } as unknown as ExperimentResult;
  return mailsKeptOf(experiment, result, fromPythonToGo, "here", Object.keys(samples) as VariantId[]);
}

describe("the chart of kept mails", () => {
  it("fills a box by the mails that came, of the run that lost most, for each end of a process", () => {
    const chart = chartOf({
      "go/goroutine": [mails("undisturbed", 10, 0), mails("SIGKILL", 10, 1), mails("SIGKILL", 8, 6)],
      "ts/sqlite-queue": [mails("SIGKILL", 10, 0, 3), mails("sinkDelayMs=0", 10, 5)],
    })!;
    expect(chart.columns).toEqual(["undisturbed", "SIGKILL"]);
    expect(chart.cells).toEqual([
      { row: 0, column: 0, share: 1, text: "none lost" },
      { row: 0, column: 1, share: 0.25, text: "6 of 8 lost" },
      { row: 1, column: 1, share: 1, text: "none lost", note: "3 sent twice" },
    ]);
  });

  it("has no row for a copy or for a form that promised nothing, and is none without any", () => {
    expect(chartOf({ "ts/fire-and-forget-copy": [mails("SIGKILL", 10, 1)] })).toBeUndefined();
    expect(chartOf({ "ts/inline": [mails("SIGKILL", 0, 0)] })).toBeUndefined();
  });
});
