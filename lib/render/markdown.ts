import type { Experiment } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import { formatFigure } from "../units.js";
import { benchMarkdown } from "./bench/bench-markdown.js";
import type { BenchSection } from "./bench/bench-section.js";
import { chartTable } from "./chart-table.js";
import type { Advice } from "./choosing.js";
import type { CellSection, ExperimentSection } from "./experiment-model.js";
import { code, escapeMarkdown, headingAnchor, inline, sentence, table } from "./markdown-text.js";
import { methodMarkdown } from "./method-markdown.js";
import { STATED_BY } from "./names.js";
import { plainText } from "./plain-text.js";
import type { PredictionSection, PredictionSummary } from "./prediction-model.js";
import { type Figure, figureText } from "./prose.js";
import type { PublishedArithmetic, RatioReadings } from "./published-ratio.js";
import { publishedFigures } from "./ratio-verdict.js";
import type { DocumentSection, MachineEntry, ReportModel, Run } from "./report-model.js";
import { VERDICT_RULE } from "./verdict-rule.js";

/** The report for a repository host's viewer: the page's content, with pictures as files beside it. */
export function renderMarkdown(model: ReportModel): string {
  const several = model.machines.length > 1;
  const parts = [
    "# What essays say of concurrency, and what holds when it is measured",
    "Each claim has a verdict by one rule, computed from raw samples; the page [index.html](index.html) has the same with charts to zoom into.",
    "## Verdicts",
    ...model.documents.flatMap((section) => verdicts(section, several)),
    "### How a verdict falls",
    ...VERDICT_RULE.map(escapeMarkdown),
    "## Experiments",
    ...model.documents.flatMap((section) => experiments(section, several)),
    ...(model.advice.length === 0 ? [] : ["## Which model for which work?", choosing(model.advice)]),
    ...(model.predictions.length === 0
      ? []
      : ["## What a simple model explains", predictionSummaries(model.predictions)]),
    ...(model.bench ? benchMarkdown(model.bench, benchPicture(model.bench)) : []),
    ...(model.machines.length === 0
      ? []
      : ["## Machines", machines(model.machines), ...model.documents.flatMap(comparisons)]),
    ...(model.machines.length === 0
      ? []
      : ["## How it was measured", ...model.documents.flatMap(({ runs }) => runs.flatMap(methodMarkdown))]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function benchPicture({ chart }: BenchSection): string[] {
  return chart === undefined ? [] : [picture(chart), chartDetails(chart)];
}

function verdicts({ document, runs, notebookPage }: DocumentSection, several: boolean): string[] {
  const heading = [
    `### “${inline(document.title)}”, ${escapeMarkdown(document.year)}`,
    inline(document.setting),
    `[The notebook](../notebooks/${document.notebook}.ipynb)${notebookPage === undefined ? "" : `, and [as it ran](${notebookPage})`}`,
  ];
  if (runs.length === 0) return [...heading, "Not measured yet."];
  return [
    ...heading,
    ...runs.flatMap((run) => [
      ...(several ? [`#### On ${code(run.machine.id)}`] : []),
      verdictTable(run, document.slug),
    ]),
  ];
}

function verdictTable({ claims, experiments }: Run, slug: string): string {
  const rows = claims.map(({ claim, verdict }) => {
    const tested = experiments.find(({ experiment }) => experiment.id === claim.experiment)?.experiment;
    const published =
      claim.kind === "ratio" ? publishedFigures(claim, slug).map(figureText).join(" to ") : "";
    const ratio = verdict.ratio;
    const figure = (value: number) => figureText({ path: "", value, unit: "ratio" });
    return [
      `**${verdict.kind}**${verdict.condition ? ` ${sentence(verdict.condition)}` : ""}`,
      `${inline(claim.text)} (${claim.id}, stated by ${STATED_BY[claim.statedBy]}${tested === undefined ? "" : `, tested by ${experimentLink(tested, code(tested.id))}`})`,
      [published, claim.quoted === undefined ? "" : `“${escapeMarkdown(claim.quoted)}”`]
        .filter((text) => text !== "")
        .join(" "),
      ratio === undefined ? "" : `${figure(ratio.middle)} (${figure(ratio.low)} to ${figure(ratio.high)})`,
      `${sentence(verdict.because)}${claim.hides === undefined ? "" : `. Behind it: ${inline(claim.hides)}`}`,
    ];
  });
  return table(["Verdict", "Claim", "Published", "Measured", "Why"], rows);
}

function experiments({ document, runs, arithmetic }: DocumentSection, several: boolean): string[] {
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

/** A link to the heading that {@link experiment} writes. */
function experimentLink({ title, id }: Pick<Experiment, "title" | "id">, text: string): string {
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

function prediction({ model, primitives, rows, chart }: PredictionSection): string[] {
  const text = (figure: Figure | undefined) => (figure === undefined ? "" : figureText(figure));
  return [
    "##### Predicted before the run",
    escapeMarkdown(model),
    ...(chart ? [picture(chart), chartDetails(chart)] : []),
    table(
      ["Variant", "Predicted", "Measured", "Error", "Decided by"],
      rows.map(({ name, cell: at, predicted, measured, error, because }) => [
        escapeMarkdown(at === undefined ? name : `${name}, ${at}`),
        text(predicted),
        text(measured),
        text(error),
        escapeMarkdown(because),
      ]),
    ),
    ...(primitives.length === 0
      ? []
      : [
          table(
            ["Primitive", "Calibrated", "What it is"],
            primitives.map(({ name, figure, says }) => [
              escapeMarkdown(name),
              figureText(figure),
              escapeMarkdown(says),
            ]),
          ),
        ]),
  ];
}

function predictionSummaries(summaries: readonly PredictionSummary[]): string {
  return table(
    ["Experiment", "Predictions", "Median error", "Largest error"],
    summaries.map(({ document, experiment, count, middle, largest }) => [
      `${inline(document)}: ${inline(experiment)}`,
      ...[count, middle, largest].map(figureText),
    ]),
  );
}

function cellSection(section: CellSection, several: boolean): string[] {
  return [
    ...(several ? [`##### At ${code(plainText(section.id))}`] : []),
    ...(section.ideal
      ? [`Here ${figureText(section.ideal.figure)}: ${escapeMarkdown(plainText(section.ideal.because))}.`]
      : []),
    ...section.charts.flatMap((chart) => [picture(chart), chartDetails(chart)]),
    variantTable(section),
  ];
}

/** Both themes' drawings are files, since a repository host shows no drawing that stands in the text. */
function picture({ id, title, description }: Chart): string {
  const alt = `${title}. ${description}`.replace(/[&<>"[\]`]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return [
    "<picture>",
    `<source media="(prefers-color-scheme: dark)" srcset="figures/${id}-dark.svg">`,
    `<img alt="${alt}" src="figures/${id}-light.svg">`,
    "</picture>",
  ].join("");
}

function chartDetails(chart: Chart): string {
  const { head, rows } = chartTable(chart);
  const body = table(
    head.map(escapeMarkdown),
    rows.map((row) => row.map(escapeMarkdown)),
  );
  return `<details><summary>This chart as a table</summary>\n\n${body}\n\n</details>`;
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
      measured === undefined ? `not measured here: ${sentence(missing ?? [])}` : figureText(measured.middle),
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

function choosing(advice: readonly Advice[]): string {
  return table(
    ["When", "First", "Behind it", "Its figure"],
    advice.map(({ choice, best, others, experiment, measured }) => [
      inline(choice.work),
      best === undefined ? "not known" : sentence(best),
      sentence(others),
      measured
        ? experimentLink({ title: experiment, id: choice.experiment }, inline(experiment))
        : inline(experiment),
    ]),
  );
}

function comparisons({ document, comparisons: compared }: DocumentSection): string[] {
  return compared.flatMap(({ experiment: { title, id }, charts }) => [
    `### ${inline(document.title)}: ${inline(title)} (\`${id}\`), by machine`,
    ...charts.flatMap((chart) => [picture(chart), chartDetails(chart)]),
  ]);
}

function machines(entries: readonly MachineEntry[]): string {
  return table(
    ["Machine", "Processor", "Logical processors", "Operating system", "Architecture"],
    entries.map(({ id, results }) => {
      const { cpuModel, coreCount, os, architecture } = results[0]!.machine.fingerprint;
      return [
        code(id),
        ...[cpuModel, coreCount, os, architecture].map((value) => escapeMarkdown(plainText(value))),
      ];
    }),
  );
}
