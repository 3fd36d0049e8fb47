import { describe, expect, it } from "vitest";
import { UsageError } from "../../../lib/errors.js";
import { counterUpdates } from "../../../lib/experiments/two-philosophies/counter-updates.js";
import { race } from "../../../lib/experiments/two-philosophies/race.js";
import { scheduleGrid } from "../../../lib/experiments/two-philosophies/schedule-grid.js";

describe("updates of a shared counter", () => {
  it.each([
    // Each round of writes leaves one: what the last to read wrote.
    ["unguarded", true, 30],
    ["unguarded", false, 600],
    ["mutex", true, 600],
    ["mutex", false, 600],
  ] as const)("%s, pausing: %s, come to %i of 600", async (variant, pausing, total) => {
    expect(await counterUpdates[variant]({ tasks: 20, updates: 30, pausing })).toBe(total);
  });
});

describe("the experiment", () => {
  it("has a cell with a pause and one without, which only what has no lock runs in", async () => {
    const { signal } = new AbortController();
    const settings = { profile: "smoke", seed: 7, peers: [], parameters: {} } as const;
    const prepared = await race.prepare(settings, { signal, onStep: () => {} });
    const cells = Object.entries(prepared.cells).map(([id, { parameters }]) => [id, parameters.pausing]);
    expect(cells).toEqual([
      ["pausing", true],
      ["straight", false],
    ]);
    const places = prepared.subjects.map(({ id, cell = "-" }) => `${id} ${cell}`);
    expect(places.filter((place) => place.startsWith("ts/"))).toEqual([
      "ts/unguarded -",
      "ts/mutex -",
      "ts/unguarded straight",
    ]);
    const peers = prepared.subjects.filter(({ id }) => !id.startsWith("ts/"));
    expect(peers.every((subject) => "missing" in subject)).toBe(true);
    await prepared.close();
  });
});

describe("scheduleGrid", () => {
  const schedule = ["first", "second", "first"].map((task) => ({ task, action: "goes on" }));
  const record = [
    { did: "reads 0", shared: 0 },
    { did: "reads 0", shared: 0 },
    { did: "writes 1", shared: 1 },
  ];

  it("has each step in the row of its task, and what they share below", () => {
    const { rows, columns, cells } = scheduleGrid(schedule, record, "balance");
    expect(rows.map(({ name }) => name)).toEqual(["first", "second", "balance"]);
    expect(columns).toEqual(["step 1", "step 2", "step 3"]);
    expect(cells.map(({ row, column, text }) => [row, column, text])).toEqual([
      [0, 0, "reads 0"],
      [2, 0, "0"],
      [1, 1, "reads 0"],
      [2, 1, "0"],
      [0, 2, "writes 1"],
      [2, 2, "1"],
    ]);
  });

  it("refuses a record that is not of this schedule", () => {
    expect(() => scheduleGrid(schedule, record.slice(1), "balance")).toThrow(UsageError);
    expect(() => scheduleGrid(schedule, record.slice(1), "balance")).toThrow(
      "Expected a record of each of the 3 steps, got `2` (number) entries",
    );
  });
});
