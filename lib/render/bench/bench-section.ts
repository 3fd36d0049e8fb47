import type { BenchWork } from "../../catalogue/bench/bench-work.js";
import { benchWorks } from "../../catalogue/bench/works.js";
import type { VariantId } from "../../catalogue/entry.js";
import type { AgainstFloorsChart, FloorRow } from "../../charts/against-floors.js";
import type { BenchFile } from "../../store/bench-file.js";
import { path } from "../figure-path.js";
import { plainText } from "../plain-text.js";
import type { Figure } from "../prose.js";
import { type BenchFigure, type BenchRow, benchFigures, benchRows } from "./bench-rows.js";

/** The table of speed as one machine measured it. */
export interface BenchSection {
  readonly file: BenchFile;
  readonly machine: string;
  /** Other machines that have measured it. */
  readonly others: readonly string[];
  readonly works: readonly BenchWorkSection[];
  /** Absent where no floor could be judged. */
  readonly chart?: AgainstFloorsChart;
  readonly judgedCount: number;
  readonly reachedCount: number;
}

/** A work that the machine has measured. */
export interface BenchWorkSection {
  readonly work: BenchWork;
  readonly anchor: string;
  readonly rows: readonly BenchLine[];
}

export interface BenchLine {
  readonly row: BenchRow;
  readonly subject: BenchSide;
  readonly baseline: BenchSide;
  /** Absent where one of both did not run. */
  readonly ratio?: Figure;
  /** Absent with fewer than six rounds in common. */
  readonly interval?: readonly [low: Figure, high: Figure];
  readonly outcome: "reached" | "goal reached" | "missed" | "no floor" | "not measured";
}

/** One of a comparison's two, with the median that it came to. */
export interface BenchSide {
  readonly title: string;
  readonly middle?: Figure;
  readonly reason?: string;
}

/**
 * The section of the machine that comes first in the order given and has a bench.
 *
 * @returns undefined where none has.
 */
export function benchSection(
  benches: readonly BenchFile[],
  order: readonly string[],
): BenchSection | undefined {
  const rank = ({ machine: { id } }: BenchFile) => (order.includes(id) ? order.indexOf(id) : order.length);
  const sorted = [...benches].sort((a, b) => rank(a) - rank(b) || (a.machine.id < b.machine.id ? -1 : 1));
  const [file, ...others] = sorted;
  if (file === undefined) return undefined;
  const works = benchWorks.filter(({ id }) => Object.hasOwn(file.works, id));
  const sections = works.map((work) => workSection(work, file));
  const lines = sections.flatMap(({ rows }) => rows);
  const judged = lines.filter(({ row }) => row.met !== null);
  return {
    file,
    machine: plainText(file.machine.id),
    others: others.map(({ machine }) => plainText(machine.id)),
    works: sections,
    ...(judged.length > 0 && { chart: chartOf(judged) }),
    judgedCount: judged.length,
    reachedCount: judged.filter(({ row }) => row.met).length,
  };
}

function workSection(work: BenchWork, file: BenchFile): BenchWorkSection {
  const samples = file.works[work.id]!;
  const figures = benchFigures(work, samples);
  const side = (id: VariantId) => sideOf(figures.find((figure) => figure.id === id)!, work, file);
  return {
    work,
    anchor: `bench-${work.id}`,
    rows: benchRows(work, samples).map((row) => ({
      row,
      subject: side(row.subject),
      baseline: side(row.baseline),
      ...ratioOf(row, file),
      outcome: outcomeOf(row),
    })),
  };
}

function sideOf({ id, title, middle, reason }: BenchFigure, work: BenchWork, file: BenchFile): BenchSide {
  const at = path("bench", file.machine.id, work.id, "median", id);
  return {
    title,
    ...(middle !== null && { middle: { path: at, value: middle, unit: work.unit } }),
    ...(reason !== undefined && { reason: plainText(reason) }),
  };
}

function ratioOf(row: BenchRow, file: BenchFile): Pick<BenchLine, "ratio" | "interval"> {
  const figure = (which: "low" | "ratio" | "high", value: number): Figure => ({
    path: path("bench", file.machine.id, row.work, which, row.subject, row.baseline),
    value,
    unit: "ratio",
  });
  if (row.ratio === null) return {};
  if (row.low === null || row.high === null) return { ratio: figure("ratio", row.ratio) };
  return {
    ratio: figure("ratio", row.ratio),
    interval: [figure("low", row.low), figure("high", row.high)],
  };
}

function outcomeOf({ ratio, met, floor, goal }: BenchRow): BenchLine["outcome"] {
  if (ratio === null) return "not measured";
  if (floor === null) return "no floor";
  if (!met) return "missed";
  return goal !== null && ratio >= goal ? "goal reached" : "reached";
}

function chartOf(judged: readonly BenchLine[]): AgainstFloorsChart {
  return {
    kind: "against-floors",
    id: "bench-floors",
    title: "What the library reaches against its floors",
    description:
      "How many times as good the library is as each baseline, with the interval of that ratio. The upright line is the floor, the dotted one the goal; a ring misses its floor.",
    axis: "times as good as the baseline (log scale)",
    rows: judged.map(
      ({ row: { work, ratio, low, high, floor, goal }, subject, baseline }): FloorRow => ({
        name: `${work}: ${subject.title} / ${baseline.title}`,
        ratio: ratio!,
        ...(low !== null && high !== null && { interval: [low, high] as const }),
        floor: floor!,
        ...(goal !== null && { goal }),
      }),
    ),
  };
}
