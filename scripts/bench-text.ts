import type { BenchWork } from "@interleave/lib/dist/catalogue/bench/bench-work.js";
import { type BenchRow, benchFigures } from "@interleave/lib/dist/render/bench/bench-rows.js";
import type { BenchSamples } from "@interleave/lib/dist/store/bench-file.js";
import { formatFigure } from "@interleave/lib/dist/units.js";

/** A work's medians and its rows in sentences, for the terminal. */
export function benchText(work: BenchWork, samples: BenchSamples, rows: readonly BenchRow[]): string {
  const figures = benchFigures(work, samples);
  const width = Math.max(...figures.map(({ title }) => title.length));
  const lines = figures.map(({ title, middle, reason }) => {
    const figure = middle === null ? `not measured: ${reason}` : formatFigure(middle, work.unit);
    const failed = middle !== null && reason !== undefined ? `; some runs failed: ${reason}` : "";
    return `  ${title.padEnd(width)}  ${figure}${failed}`;
  });
  return ["", work.title, ...lines, ...rows.map((row) => `  ${sentenceOf(work, row)}`)].join("\n");
}

/** How many floors were judged, and which were missed. */
export function floorsText(rows: readonly BenchRow[]): string {
  const judged = rows.filter(({ met }) => met !== null);
  if (judged.length === 0) return "no floor was judged";
  const missed = judged.filter(({ met }) => met === false);
  const names = missed.map(({ work, subject, baseline }) => `${work}: ${subject} against ${baseline}`);
  return [`${judged.length - missed.length} of ${judged.length} floors are reached`, ...names].join(
    "\n  missed: ",
  );
}

function sentenceOf({ subjects, advantage }: BenchWork, row: BenchRow): string {
  const title = (id: string) => subjects.find((subject) => subject.id === id)!.title;
  const both = `${title(row.subject)} against ${title(row.baseline)}`;
  if (row.ratio === null) return `${both}: not measured`;
  const interval = row.low === null ? "" : ` (${row.low.toFixed(2)} to ${row.high!.toFixed(2)})`;
  const goal = row.goal === null ? "" : `, goal ${row.goal.toFixed(2)}`;
  const floor = row.floor === null ? "" : `; floor ${row.floor.toFixed(2)}${goal}${judgement(row)}`;
  return `${both}: ${row.ratio.toFixed(2)} x ${advantage}${interval}${floor}`;
}

function judgement({ met, clear, ratio, goal }: BenchRow): string {
  if (met === null) return "";
  const said = !met ? "MISSED" : goal !== null && ratio! >= goal ? "goal reached" : "reached";
  return `: ${said}${clear ? "" : ", not clearly"}`;
}
