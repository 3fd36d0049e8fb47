import { type Choice, choices } from "../catalogue/choices.js";
import type { Document, VariantId } from "../catalogue/entry.js";
import type { ExperimentResult, ResultFile } from "../store/result.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import { metricWords, variantName } from "./names.js";
import { floorFactor } from "./noise.js";
import { type Figure, joined, listed, type Prose, prose } from "./prose.js";
import { ratioOf, unitOf, valuesIn } from "./samples.js";
import { statisticOf } from "./summary.js";

/** What the results say of one kind of work. */
export interface Advice {
  readonly choice: Choice;
  /** The title of the experiment whose figure carries the statement. */
  readonly experiment: string;
  /** Whether the results have that experiment at all. */
  readonly measured: boolean;
  /** What came out first, with all that the noise does not tell from it; absent where nothing was compared. */
  readonly best?: Prose;
  /** How far the others are behind, or why nothing was compared. */
  readonly others: Prose;
}

/**
 * Answers each choice of the catalogue from one machine's results, by the same rule: the option with the best median
 * comes first; one is beside it unless the whole interval of their ratio within rounds clears the noise floor. So a
 * statement changes with its figures, and without them says what is missing.
 */
export function advise(results: readonly ResultFile[], documents: readonly Document[]): Advice[] {
  return choices.flatMap((choice) => {
    const document = documents.find(({ slug }) => slug === choice.document);
    const experiment = document?.experiments.find(({ id }) => id === choice.experiment);
    if (document === undefined || experiment === undefined) return [];
    const file = results.find((result) => result.document === choice.document);
    const result =
      file && Object.hasOwn(file.experiments, choice.experiment)
        ? file.experiments[choice.experiment]
        : undefined;
    const named = { choice, experiment: experiment.title, measured: result !== undefined };
    if (file === undefined || result === undefined)
      return [{ ...named, others: prose`not measured here: these results do not have the experiment` }];
    const cell = cellOf(choice, result);
    if (cell === null)
      return [{ ...named, others: prose`not measured here: no run in the cell it asks for` }];
    return [{ ...named, ...compare({ choice, document, result, cell, machine: file.machine.id }) }];
  });
}

interface Comparison {
  readonly choice: Choice;
  readonly document: Document;
  readonly result: ExperimentResult;
  /** Undefined for the headline. */
  readonly cell: string | undefined;
  readonly machine: string;
}

function compare(comparison: Comparison): Pick<Advice, "best" | "others"> {
  const { choice, result, cell } = comparison;
  const median = (id: VariantId) => statisticOf(valuesIn(result, id, choice.metric, cell), "median");
  const direction = choice.better === "lower" ? 1 : -1;
  const measured = choice.options
    .filter((id) => median(id) !== undefined)
    .sort((a, b) => direction * (median(a)! - median(b)!));
  const [first, ...rest] = measured;
  const absent = missing(
    comparison,
    choice.options.filter((id) => !measured.includes(id)),
  );
  if (first === undefined || rest.length === 0) return { others: prose`not measured here: ${absent}` };
  const places = rest.map((id) => placeOf(comparison, first, id, median(id)! === median(first)!));
  if (places.every(({ beside }) => beside === "unknown"))
    return { others: prose`not measured here: ${missing(comparison, measured)}` };
  const beside = places.filter((place) => place.beside === "yes");
  const behind = places.filter((place) => place.beside === "no").map(({ words }) => words);
  const unknown = places.filter((place) => place.beside === "unknown").map(({ id }) => id);
  const unsaid = [
    ...(unknown.length > 0 ? [missing(comparison, unknown)] : []),
    ...(absent.length > 0 ? [absent] : []),
  ];
  return {
    best: prose`${nameOf(comparison, first)}: ${medianOf(comparison, first)}${
      beside.length === 0 ? "" : prose`; not told apart from it: ${listed(beside.map(({ words }) => words))}`
    }`,
    others: joined(
      [
        behind.length === 0 ? prose`none is behind` : listed(behind),
        ...unsaid.map((reason) => prose`not measured here: ${reason}`),
      ],
      "; ",
    ),
  };
}

interface Place {
  readonly id: VariantId;
  /** Whether it stands beside the first one. */
  readonly beside: "yes" | "no" | "unknown";
  readonly words: Prose;
}

/** Where an option stands against the first one. */
function placeOf(comparison: Comparison, first: VariantId, id: VariantId, equal: boolean): Place {
  const { choice, result, cell } = comparison;
  const name = nameOf(comparison, id);
  if (choice.counted)
    return { id, beside: equal ? "yes" : "no", words: prose`${name}: ${medianOf(comparison, id)}` };
  const [larger, smaller] = choice.better === "lower" ? [id, first] : [first, id];
  const ratio = ratioOf(result, larger, smaller, choice.metric, cell);
  if (ratio === null) return { id, beside: "unknown", words: [] };
  const at = inExperiment(comparison, "ratio", larger, smaller, choice.metric, cell ?? "");
  const figure = (which: "low" | "middle" | "high"): Figure => ({
    path: `${at}/${which}`,
    value: ratio[which],
    unit: "times",
  });
  return {
    id,
    beside: ratio.low > floorFactor(result, choice.metric, cell) ? "no" : "yes",
    words: prose`${name} by a factor of ${figure("middle")} (${figure("low")} to ${figure("high")})`,
  };
}

function medianOf(comparison: Comparison, id: VariantId): Prose {
  const { choice, result, cell } = comparison;
  const value = statisticOf(valuesIn(result, id, choice.metric, cell), "median")!;
  const at = inExperiment(comparison, "samples", id, choice.metric, cell ?? "", "median");
  const figure: Figure = { path: at, value, unit: unitOf(choice.metric) };
  if (choice.metric === "workMs" || figure.unit === "requests/s") return [figure];
  return choice.counted
    ? prose`${figure} ${metricWords(choice.metric)}`
    : prose`${figure} (${metricWords(choice.metric)})`;
}

function missing({ choice, document, result, cell, machine }: Comparison, ids: readonly VariantId[]): Prose {
  const sides = ids.map((variant) => ({ variant, metric: choice.metric, cell }));
  return sides.length === 0 ? [] : whyMissing(sides, result, { document, machine });
}

/** As the experiment has it: another one may call the same program by another title. */
function nameOf({ document, choice }: Comparison, id: VariantId): string {
  const experiments = document.experiments.filter((experiment) => experiment.id === choice.experiment);
  return variantName({ ...document, experiments }, id);
}

function inExperiment({ choice, machine }: Comparison, ...segments: readonly string[]): string {
  return path("results", machine, choice.document, "experiments", choice.experiment, ...segments);
}

/** @returns undefined for the headline, null where there is no such cell. */
function cellOf({ cell }: Choice, { cells }: ExperimentResult): string | undefined | null {
  if (cell === undefined) return undefined;
  if (typeof cell === "string") return Object.hasOwn(cells, cell) ? cell : null;
  const [name, direction] = "least" in cell ? [cell.least, 1] : [cell.most, -1];
  const valued = Object.entries(cells).flatMap(([id, { parameters }]) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return typeof value === "number" ? [{ id, value }] : [];
  });
  return valued.sort((a, b) => direction * (a.value - b.value))[0]?.id ?? null;
}
