import type { Experiment } from "../../catalogue/entry.js";
import { formatFigure } from "../../units.js";
import type { CellSection, ExperimentSection } from "../experiment-model.js";
import { plainText } from "../plain-text.js";
import { type Figure, figureText } from "../prose.js";
import type { PublishedArithmetic, RatioReadings } from "../published-ratio.js";
import type { DocumentSection, Run } from "../report-model.js";
import { chartMarkdown } from "./chart-markdown.js";
import { code, escapeMarkdown, headingAnchor, inline, sentence, table } from "./markdown-text.js";
import { prediction } from "./prediction-markdown.js";

/** What each machine measured of a document, and what the document itself reckoned. */
export function experiments({ document, runs, arithmetic }: DocumentSection, several: boolean): string[] {
  const measured = runs.flatMap((run) => [
    `### ${inline(document.title)}${several ? `, on ${code(run.machine.id)}` : ""}`,
    ...run.experiments.filter(({ measured }) => measured !== undefined).flatMap(experiment),
    ...(run.published.length === 0 ? [] : ["#### Published against measured", publishedTable(run)]),
    ...notYet(run),
  ]);
  return runs.length === 0 || arithmetic.length === 0
    ? measured
    : [...measured, "#### The essay's own arithmetic", arithmeticTable(arithmetic)];
}

/** A link to the heading that {@link experiment} writes. */
export function experimentLink({ title, id }: Pick<Experiment, "title" | "id">, text: string): string {
  return `[${text}](#${headingAnchor(`${title} ${id}`)})`;
}

function experiment({ experiment: { title, id, question, ideal }, measured }: ExperimentSection): string[] {
  return [
    `#### ${inline(title)} (\`${id}\`)`,
    inline(question),
    ...(measured?.result.warnings.map((warning) => `Warning: ${escapeMarkdown(plainText(warning))}`) ?? []),
    `The ideal: ${inline(ideal)}.`,
    ...(measured?.cells.flatMap((section) => cellSection(section, measured.cells.length > 1)) ?? []),
    ...(measured?.prediction ? prediction(measured.prediction) : []),
  ];
}

function cellSection(section: CellSection, several: boolean): string[] {
  return [
    ...(several ? [`##### At ${code(plainText(section.id))}`] : []),
    ...(section.ideal
      ? [`Here ${figureText(section.ideal.figure)}: ${escapeMarkdown(plainText(section.ideal.because))}.`]
      : []),
    ...section.charts.flatMap(chartMarkdown),
    variantTable(section),
  ];
}

function variantTable({ columns, rows }: CellSection): string {
  const text = (figure: Figure | undefined) => (figure === undefined ? "" : figureText(figure));
  return table(
    ["Variant", "Median", "Interval", "Runs", ...columns.map(({ title }) => title)],
    rows.map((row) => [
      [
        row.variant === undefined
          ? escapeMarkdown(row.name)
          : `[${escapeMarkdown(row.name)}](../${row.variant.source})`,
        ...row.badges.map((badge) => `*${badge}*`),
        ...row.notes.map(
          ({ status, count, reasons }) => `${count} ${status}: ${escapeMarkdown(reasons.join("; "))}`,
        ),
      ].join("; "),
      text(row.middle),
      row.interval === undefined ? "" : `${text(row.interval[0])} to ${text(row.interval[1])}`,
      text(row.okCount),
      ...row.others.map(text),
    ]),
  );
}

function publishedTable({ published }: Run): string {
  return table(
    ["The essay's program", "Work", "As published", "Median here"],
    published.map(({ published: { program, work, quoted }, measured, missing }) => [
      inline(program),
      inline(work),
      escapeMarkdown(quoted),
      measured === undefined ? `no figure here: ${sentence(missing ?? [])}` : figureText(measured.middle),
    ]),
  );
}

function notYet({ experiments }: Run): string[] {
  const missing = experiments.filter(({ measured }) => measured === undefined);
  if (missing.length === 0) return [];
  const lines = missing.map(
    ({ experiment }) => `- ${inline(experiment.title)}: ${inline(experiment.question)}`,
  );
  return ["#### Not measured here yet", lines.join("\n")];
}

function arithmeticTable(entries: readonly PublishedArithmetic[]): string {
  const both = ({ timesAsFast, faster }: RatioReadings) =>
    `${formatFigure(timesAsFast, "ratio")} as fast, ${formatFigure(faster, "percent")} faster`;
  return table(
    ["Claim", "Quoted", "Read as", "From its own figures"],
    entries.map(({ claim, quoted, asPrinted, fromFigures }) => [
      `${inline(claim.text)} (${claim.id})`,
      `“${quoted} faster”`,
      both(asPrinted),
      fromFigures === undefined ? "" : both(fromFigures.readings),
    ]),
  );
}
