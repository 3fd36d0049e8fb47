import { describe, expect, it } from "vitest";
import { findOneCore } from "../../lib/measure/one-core.js";
import { runJob } from "../../lib/measure/run-job.js";
import { PROTOCOL } from "../../lib/program.js";

const status = (list: string) => () =>
  `Threads:\t1\nCpus_allowed:\t3\nCpus_allowed_list:\t${list}\nMems_allowed:\t1\n`;

describe("findOneCore", () => {
  it.each([
    ["0-1", 1],
    ["0-3,8-11", 11],
    ["5", 5],
    ["0,12", 12],
  ])("takes the last core of %s", (list, core) => {
    expect(findOneCore(status(list), ["/bin/taskset"])).toMatchObject({ core });
  });

  it("starts a program through taskset, its environment kept", () => {
    const found = findOneCore(status("0-1"), ["/bin/taskset"]);
    if ("missing" in found) throw new Error(found.missing);
    expect(found.pin({ file: "/usr/bin/go", args: ["run"], env: { A: "1" } })).toEqual({
      file: "/bin/taskset",
      args: ["-c", "1", "/usr/bin/go", "run"],
      env: { A: "1" },
    });
  });

  it("says what is missing", () => {
    expect(findOneCore(status("0-1"), [])).toEqual({
      missing: expect.stringContaining("no taskset on PATH"),
    });
    expect(findOneCore(() => undefined, ["/bin/taskset"])).toEqual({
      missing: expect.stringContaining("does not tell"),
    });
  });

  const here = findOneCore();
  const why = "missing" in here ? ` (skipped: ${here.missing})` : "";
  it.skipIf(why !== "")(`leaves a program one core to run on${why}`, async () => {
    if ("missing" in here) throw new Error(here.missing);
    const report = {
      protocol: PROTOCOL,
      workMs: 1,
      digest: "0".repeat(64),
      usage: Object.fromEntries(
        ["self", "children"].map((whose) => [whose, { userMs: 0, systemMs: 0, peakRssBytes: 0 }]),
      ),
    };
    const script = `console.log(JSON.stringify({ ...${JSON.stringify(report)}, counters: { cores: os.availableParallelism() } }))`;
    const command = here.pin({ file: process.execPath, args: ["-e", script] });
    expect((await runJob(command, {}, { timeLimitMs: 30_000 })).counters).toEqual({ cores: 1 });
  });
});
