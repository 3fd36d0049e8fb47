import { benchMarkdown } from "../bench/bench-markdown.js";
import type { Advice } from "../choosing.js";
import { plainText } from "../plain-text.js";
import type { DocumentSection, MachineEntry, ReportModel } from "../report-model.js";
import { VERDICT_RULE } from "../verdict-rule.js";
import { chartMarkdown } from "./chart-markdown.js";
import { experimentLink, experiments } from "./experiment-markdown.js";
import { code, escapeMarkdown, inline, sentence, table } from "./markdown-text.js";
import { methodMarkdown } from "./method-markdown.js";
import { predictionSummaries } from "./prediction-markdown.js";
import { verdicts } from "./verdict-markdown.js";

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
    ...(model.bench ? benchMarkdown(model.bench) : []),
    ...(model.machines.length === 0
      ? []
      : ["## Machines", machines(model.machines), ...model.documents.flatMap(comparisons)]),
    ...(model.machines.length === 0
      ? []
      : ["## How it was measured", ...model.documents.flatMap(({ runs }) => runs.flatMap(methodMarkdown))]),
  ];
  return `${parts.join("\n\n")}\n`;
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

function comparisons({ document, comparisons: compared }: DocumentSection): string[] {
  return compared.flatMap(({ experiment: { title, id }, charts, leftOut }) => [
    `### ${inline(document.title)}: ${inline(title)} (\`${id}\`), by machine`,
    ...leftOut.map(escapeMarkdown),
    ...charts.flatMap(chartMarkdown),
  ]);
}
