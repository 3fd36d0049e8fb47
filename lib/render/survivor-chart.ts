import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { OutcomeGridChart } from "../charts/outcome-grid.js";
import { metricOf } from "../store/metric.js";
import type { ExperimentResult, Sample } from "../store/result.js";
import { formatFigure } from "../units.js";
import { type Outcome, outcomeGridOf } from "./outcome-grid.js";

/** What was left of the others when one answer went wrong: each variant under each fault, where an experiment counts that. */
export function survivorsOf(
  { title }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
  ids: readonly VariantId[],
): OutcomeGridChart | undefined {
  return outcomeGridOf(
    {
      id: `${anchor}-survivors`,
      title: `${title}: what is left of the others`,
      description:
        "A box for each program and fault, filled with the share of the other documents that it got, and their number. Below it what became of the fault: named with its document, mended by asking again or by patience, unnoticed, or the program's end.",
    },
    { result, document, ids, cells: Object.keys(result.cells), outcomeOf },
  );
}

/** Of the last run that ended well: it counts, so there is one. */
function outcomeOf(samples: readonly Sample[]): Outcome | undefined {
  const sample = samples.findLast(({ status }) => status === "ok");
  const count = (name: string) => sample && metricOf(sample, `counters.${name}`);
  const [others, lost] = [count("others"), count("siblingsKilled")];
  if (others === undefined || lost === undefined || others + lost === 0) return undefined;
  return { share: others / (others + lost), text: formatFigure(others, "count"), note: fateOf(count) };
}

function fateOf(count: (name: string) => number | undefined): string {
  if (count("died")) return count("named") ? "dies, names it" : "dies";
  if (count("recovered")) return "mended";
  return count("named") ? "named" : "unnoticed";
}
