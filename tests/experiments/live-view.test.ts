import { expect, it } from "vitest";
import type { Experiment } from "../../lib/catalogue/entry.js";
import type { HarnessProgress } from "../../lib/experiments/harness-message.js";
import { LiveView } from "../../lib/experiments/live-view.js";

const experiment: Experiment = {
  id: "race",
  title: "Race",
  question: "Which?",
  metric: "workMs",
  ideal: "none",
  variants: [
    { id: "go/fast", title: "Fast <b>", summary: "", from: "smoke", source: "" },
    { id: "python/slow", title: "Slow", summary: "", from: "smoke", source: "" },
  ],
};

const progress = (changes: Partial<HarnessProgress>): HarnessProgress => ({
  experiment: "race",
  step: "round 1 of 2",
  sampleCount: 4,
  finishedCount: 1,
  remainingMs: 2300,
  ...changes,
});

it("draws the samples so far, each on the row of its variant, with the median", () => {
  const view = new LiveView(experiment);
  view.after(progress({ finished: { variant: "python/slow", value: 400 } }));
  view.after(progress({ finished: { variant: "go/fast", value: 100 } }));
  const html = String(
    view.after(progress({ finished: { variant: "go/fast", value: 200 }, finishedCount: 3 }))["text/html"],
  );
  expect(html.match(/<circle/g)).toHaveLength(3);
  expect(html.indexOf("Fast")).toBeLessThan(html.indexOf("Slow"));
  expect(html).toContain("150 ms");
  expect(html).toContain("Fast &lt;b>");
  expect(html).not.toContain("NaN");
});

it("has no chart before there is anything to draw, and a bar in text", () => {
  const bundle = new LiveView(experiment).after(progress({ detail: "go/fast" }));
  expect(bundle["text/html"]).not.toContain("<svg");
  expect(bundle["text/plain"]).toBe("[######------------------] round 1 of 2 go/fast, about 3 s left");
});

it("draws a single value, and values of zero, somewhere", () => {
  const view = new LiveView(experiment);
  view.after(progress({ finished: { variant: "go/fast", value: 0 } }));
  const html = String(view.after(progress({ finished: { variant: "go/fast", value: 5 } }))["text/html"]);
  expect(html.match(/<circle/g)).toHaveLength(2);
  expect(html).not.toMatch(/NaN|Infinity/);
});
