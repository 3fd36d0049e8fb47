/** What a cell shows of a measurement: tables, charts, and the verdicts that it leads to. */
import type { Chart } from "../charts/chart.js";
import { type CellSection, experimentSection } from "../render/experiment-model.js";
import { judge } from "../render/judge.js";
import { figureText, proseText } from "../render/prose.js";
import { publishedRows } from "../render/published-model.js";
import { formatFigure } from "../units.js";
import type { Measurement } from "./measurement.js";
import type { Showable, Table } from "./notebook-output.js";

/** Every variant with its median, its interval and what it used; or why it has no figure. */
export function comparison(measurement: Measurement): Table {
  const { columns, rows } = headline(measurement);
  return {
    kind: "table",
    head: ["variant", "median", "interval", ...columns.map(({ title }) => title.toLowerCase()), "remarks"],
    rows: rows.map(({ name, middle, interval, others, badges, notes }) => [
      name,
      middle ? figureText(middle) : "none",
      interval ? interval.map(figureText).join(" to ") : "",
      ...others.map((figure) => (figure ? figureText(figure) : "")),
      [
        ...badges,
        ...notes.map(({ status, count, reasons }) => `${status} (${count}): ${reasons.join("; ")}`),
      ].join("; "),
    ]),
  };
}

/** Every run of every variant against the bound that none can beat. */
export const distribution = (measurement: Measurement): Showable => chart(measurement, "distribution");

/** When each task of each variant ran, all on one time axis. */
export const waterfall = (measurement: Measurement): Showable => chart(measurement, "waterfall");

/** What each variant was left with under each fault: a box for each, filled as far as it went well. */
export const survivors = (measurement: Measurement): Showable =>
  chart(measurement, "outcome-grid", "-survivors");

/** Of the mails that pages promised, those that came: a box for each form and each end of its process. */
export const mailsKept = (measurement: Measurement): Showable => chart(measurement, "outcome-grid", "-mails");

/** How long the rare requests took: the tails that a median hides. */
export const percentiles = (measurement: Measurement): Showable => chart(measurement, "percentiles");

/** One of the experiment's ladders by its id: the gap between its two ends, factor by factor. */
export const gapLadder = (measurement: Measurement, ladder: string): Showable =>
  chart(measurement, "gap-ladder", `-ladder-${ladder}`);

/**
 * How far every variant is from the one that its experiment sets it against: over few cells one picture of dots with
 * their intervals, over a grid a map for each variant.
 */
export function ratiosByCell(measurement: Measurement): readonly Showable[] {
  const found = headline(measurement).charts.filter(({ kind }) => kind === "ratios" || kind === "heat-map");
  return found.length > 0 ? found : [tooLittle(measurement, "ratio with an interval")];
}

/** How each variant's workers shared the work, in every cell. */
export const workerShares = (measurement: Measurement): Showable => chart(measurement, "worker-shares");

/** How many of the workers served after each death. */
export const capacity = (measurement: Measurement): Showable => chart(measurement, "capacity");

/** The claims that these experiments decide, each with its verdict and why. */
export function verdicts(...measurements: readonly Measurement[]): Table {
  const decided = measurements.flatMap(({ document, experiment, file }) =>
    document.claims
      .filter((claim) => claim.experiment === experiment.id)
      .map((claim) => ({
        claim,
        verdict: judge(claim, file.experiments[experiment.id], { document, machine: file.machine.id }),
      })),
  );
  return {
    kind: "table",
    head: ["claim", "verdict", "it says", "published", "measured", "why"],
    rows: decided.map(({ claim, verdict: { kind, ratio, because } }) => [
      claim.id,
      kind,
      claim.text,
      claim.quoted ?? "",
      ratio ? formatFigure(ratio.middle, "ratio") : "",
      proseText(because),
    ]),
  };
}

/** The figures that the document prints for these experiments, beside the ones measured here. */
export function published(...measurements: readonly Measurement[]): Table {
  const rows = measurements.flatMap(({ document, experiment, file }) =>
    publishedRows(document, (id) => file.experiments[id], { document, machine: file.machine.id }).filter(
      ({ published: figure }) => figure.experiment === experiment.id,
    ),
  );
  return {
    kind: "table",
    head: ["program", "work", "published", "measured here"],
    rows: rows.map(({ published: { program, work, quoted }, measured }) => [
      program,
      work,
      quoted,
      measured ? figureText(measured.middle) : "not measured",
    ]),
  };
}

function headline({ document, experiment, file }: Measurement): CellSection {
  const context = { document, machine: file.machine.id };
  return experimentSection(experiment, file.experiments[experiment.id], context).measured!.cells[0]!;
}

/** Six runs make a distribution and one does not: where there is nothing to draw, a sentence says so. */
function chart(measurement: Measurement, kind: Chart["kind"], idEnd = ""): Showable {
  const found = headline(measurement).charts.find(
    (candidate) => candidate.kind === kind && candidate.id.endsWith(idEnd),
  );
  return found ?? tooLittle(measurement, kind);
}

function tooLittle({ file }: Measurement, what: string): Showable {
  return {
    kind: "note",
    sentence: `The ${file.profile} profile measures too little for a ${what}; quick has one.`,
  };
}
