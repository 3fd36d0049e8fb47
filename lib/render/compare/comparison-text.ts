import { formatFigure } from "../../units.js";
import { plainText } from "../plain-text.js";
import { unitOf } from "../samples.js";
import type { ComparedExperiment, Comparison, SideSummary } from "./comparison.js";
import type { RankChange } from "./rank-changes.js";
import type { RatioRow, Within } from "./ratio-rows.js";
import type { Suspect } from "./suspects.js";
import type { ValueRow } from "./value-rows.js";

/** A comparison for a terminal of 80 columns or a log. */
export function comparisonText(comparison: Comparison): string {
  const { a, b, kind, machineDifferences, experiments, suspects, notCompared } = comparison;
  const blocks = [
    [`A  ${sideText(a)}`, `B  ${sideText(b)}`, ...kindLines(kind, machineDifferences)],
    ...experiments.map((experiment) => experimentLines(experiment)),
    suspectLines(suspects),
    notCompared.map((sentence) => `not compared: ${plainText(sentence)}`),
    [conclusion(comparison), ...lostLines(comparison)],
  ];
  const full = blocks.filter((lines) => lines.length > 0);
  return full.map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join("")).join("\n");
}

function sideText({ id, profiles, documents }: SideSummary): string {
  if (profiles.length === 0) return `${plainText(id)}: the figures that the documents print`;
  return `${plainText(id)}: ${profiles.join(" and ")}, ${documents.length} ${documents.length === 1 ? "document" : "documents"}`;
}

function kindLines(kind: Comparison["kind"], differences: readonly string[]): string[] {
  if (kind === "values") return ["One fingerprint, so medians stand side by side:", "", COLUMNS];
  return [
    "Not one fingerprint, so only ratios within each machine:",
    ...differences.map((difference) => `   ${plainText(difference)}`),
  ];
}

const VARIANT_WIDTH = 24;
const FIGURE_WIDTH = 12;
const COLUMNS = `${" ".repeat(VARIANT_WIDTH + 2)}${"A".padStart(FIGURE_WIDTH)}${"B".padStart(FIGURE_WIDTH)}  B / A`;

function experimentLines({
  document,
  experiment,
  values,
  ratios,
  rankChanges,
}: ComparedExperiment): string[] {
  const title = `${document}/${experiment}`;
  const cells = [...new Set(values.map(({ cell }) => cell))];
  return [
    ...cells.flatMap((cell) => [
      `${title}, ${plainText(cell)}`,
      ...values.filter((row) => row.cell === cell).map(valueLine),
    ]),
    ...(ratios.length > 0 ? [title, ...ratios.flatMap((row) => ratioLines(row, ratios))] : []),
    ...(values.length + ratios.length === 0 && rankChanges.length > 0 ? [title] : []),
    ...rankChanges.flatMap(rankLines),
  ];
}

function valueLine({ variant, metric, a, b, ratio, verdict }: ValueRow): string {
  const [before, after] = [a, b].map((value) => formatFigure(value, unitOf(metric)).padStart(FIGURE_WIDTH));
  const name = variant.padEnd(VARIANT_WIDTH).slice(0, VARIANT_WIDTH);
  return `  ${name}${before}${after}  ${ratio ? intervalText(ratio) : ""}${verdict ? `  ${verdict}` : ""}`;
}

function ratioLines({ claim, text, cell, a, b, change }: RatioRow, rows: readonly RatioRow[]): string[] {
  const several = rows.filter((row) => row.claim === claim).length > 1;
  const side = (within: Within | null) => (within ? intervalText(within) : "not measured");
  return [
    `  ${claim.padEnd(7)} ${several ? `${plainText(cell)}: ` : ""}${text}`,
    `          A ${side(a).padEnd(26)} B ${side(b).padEnd(26)} ${change ?? ""}`,
  ];
}

function rankLines({ ahead, behind, a, b }: RankChange): string[] {
  return [
    `  rank: ${ahead} before ${behind} on A, after it on B`,
    `          A ${intervalText(a).padEnd(26)} B ${intervalText(b)}`,
  ];
}

function intervalText({ low, middle, high }: Pick<Within, "low" | "middle" | "high">): string {
  const figure = (value: number) => formatFigure(value, "times");
  if (middle === null) return `${figure(low)}–${figure(high)} x`;
  return low === high ? `${figure(middle)} x` : `${figure(middle)} x (${figure(low)}–${figure(high)})`;
}

function suspectLines(suspects: readonly Suspect[]): string[] {
  const width = Math.max(0, ...suspects.map(({ name }) => name.length)) + 2;
  const lines = suspects.map(
    ({ name, a, b }) => `  ${plainText(name).padEnd(width)}${plainText(a)} -> ${plainText(b)}`,
  );
  return lines.length === 0 ? [] : ["What else differs, and so may be the cause:", ...lines];
}

function lostLines({ lost }: Comparison): string[] {
  return lost.length === 0 ? [] : [`Lost in B though a claim compares it: ${lost.length}, named above.`];
}

function conclusion({ kind, experiments }: Comparison): string {
  const count = <Row>(rows: readonly Row[], is: (row: Row) => boolean) => rows.filter(is).length;
  const ranks = experiments.flatMap(({ rankChanges }) => rankChanges).length;
  const order = `${ranks} ${ranks === 1 ? "change" : "changes"} of rank clear of noise`;
  if (kind === "ratios") {
    const rows = experiments.flatMap(({ ratios }) => ratios).filter(({ change }) => change !== null);
    const [reversed, differs] = ["reversed", "differs"].map((word) =>
      count(rows, (row) => row.change === word),
    );
    return `Of ${rows.length} ratios, ${reversed} reversed and ${differs} with intervals apart; ${order}.`;
  }
  const rows = experiments.flatMap(({ values }) => values).filter(({ verdict }) => verdict !== null);
  const [slower, faster] = ["slower", "faster"].map((word) => count(rows, (row) => row.verdict === word));
  return `Of ${rows.length} declared variants, ${slower} slower and ${faster} faster in B, beyond test, interval and noise floor; ${order}.`;
}
