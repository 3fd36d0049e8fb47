import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { OutcomeCell, OutcomeGridChart } from "../charts/outcome-grid.js";
import { metricOf } from "../store/metric.js";
import type { ExperimentResult, Sample } from "../store/result.js";
import { formatFigure } from "../units.js";
import { catalogued, languageOf, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { samplesIn } from "./samples.js";

/**
 * What became of the mails that pages had promised, where an experiment counts that: each form, left alone and with its
 * process ended midway.
 */
export function mailsKeptOf(
  { title }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
  ids: readonly VariantId[],
): OutcomeGridChart | undefined {
  const cells = Object.entries(result.cells)
    .filter(([, { parameters }], index) => index === 0 || Object.hasOwn(parameters, "midway"))
    .map(([id]) => id);
  const rows = ids
    .filter((id) => catalogued(document, id)?.copyOf === undefined)
    .map((id) => ({
      name: variantName(document, id),
      language: languageOf(id),
      outcomes: cells.map((cell) => outcomeOf(samplesIn(result, id, cell))),
    }))
    .filter(({ outcomes }) => outcomes.some((outcome) => outcome !== undefined));
  if (rows.length === 0) return undefined;
  return {
    kind: "outcome-grid",
    id: `${anchor}-mails`,
    title: `${title}: promised and kept`,
    description:
      "A box for each form of sending and each end of its process, filled with the share of the promised mails that came. In it how many did not; below it how many came twice.",
    rows: rows.map(({ name, language }) => ({ name, language })),
    columnsAre: "Variant",
    columns: cells.map(plainText),
    cells: rows.flatMap(({ outcomes }, row) =>
      outcomes.flatMap((outcome, column) => (outcome ? [{ row, column, ...outcome }] : [])),
    ),
  };
}

/** Of the run that lost most: one that lost none by luck must not hide it. */
function outcomeOf(samples: readonly Sample[]): Omit<OutcomeCell, "row" | "column"> | undefined {
  const runs = samples
    .filter(({ status }) => status === "ok" || status === "invalid")
    .map((sample) => (name: string) => metricOf(sample, `counters.${name}`))
    .filter((count) => (count("promisedMails") ?? 0) > 0)
    .map((count) => ({
      promised: count("promisedMails")!,
      lost: count("lostMails") ?? 0,
      twice: count("mailsSentTwice") ?? 0,
    }));
  const worst = runs.reduce((a, b) => (b.lost / b.promised > a.lost / a.promised ? b : a), runs[0]!);
  if (worst === undefined) return undefined;
  const { promised, lost, twice } = worst;
  return {
    share: 1 - lost / promised,
    text:
      lost === 0 ? "none lost" : `${formatFigure(lost, "count")} of ${formatFigure(promised, "count")} lost`,
    ...(twice > 0 && { note: `${formatFigure(twice, "count")} sent twice` }),
  };
}
