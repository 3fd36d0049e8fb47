import { formatFigure } from "../../units.js";
import { chartMarkdown } from "../markdown/chart-markdown.js";
import { code, escapeMarkdown, inline, table } from "../markdown/markdown-text.js";
import { figureText } from "../prose.js";
import type { BenchLine, BenchSection, BenchSide } from "./bench-section.js";

/** The section of the library's speed in Markdown. */
export function benchMarkdown(bench: BenchSection): string[] {
  const { file, machine, works, judgedCount, reachedCount, chart } = bench;
  const counts = [file.roundCount, reachedCount, judgedCount].map((count) => formatFigure(count, "count"));
  return [
    "## The library's speed",
    `Beside Go, Python and the libraries of npm, on ${code(machine)} in ${counts[0]} rounds: ${counts[1]} of ${counts[2]} floors are reached. An outcome is not clear where the interval lies on both sides of the floor.`,
    ...(chart ? chartMarkdown(chart) : []),
    ...works.flatMap(({ work, rows }) => [
      `### ${inline(work.title)} (\`${work.id}\`)`,
      ...(work.note === undefined ? [] : [inline(work.note)]),
      table(
        ["Compared", "Ratio", "Interval", "Floor", "Goal", "Outcome"],
        rows.map((line) => cellsOf(line, work.advantage)),
      ),
    ]),
  ];
}

function cellsOf(line: BenchLine, advantage: string) {
  const { row, subject, baseline, ratio, interval } = line;
  const bound = (value: number | null) => (value === null ? "" : formatFigure(value, "ratio"));
  return [
    `${sideText(subject)} against ${sideText(baseline)}`,
    ratio === undefined ? "" : `${figureText(ratio)} ${advantage}`,
    interval === undefined ? "" : interval.map(figureText).join(" to "),
    bound(row.floor),
    bound(row.goal),
    outcomeText(line),
  ];
}

function outcomeText({ row: { clear, obstacle }, outcome }: BenchLine): string {
  if (outcome === "no floor") return "";
  const said = outcome === "missed" ? "**missed**" : outcome;
  return `${said}${clear === false ? ", not clearly" : ""}${obstacle === undefined ? "" : `. ${inline(obstacle)}`}`;
}

function sideText({ title, middle, reason }: BenchSide): string {
  const figure = middle === undefined ? "not measured" : figureText(middle);
  return `${escapeMarkdown(title)} (${figure}${reason === undefined ? "" : `; ${escapeMarkdown(reason)}`})`;
}
