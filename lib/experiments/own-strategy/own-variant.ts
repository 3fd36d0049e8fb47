import type { Experiment, Variant, VariantId } from "../../catalogue/entry.js";
import type { OwnStrategy } from "./own-strategy.js";

/** The experiment that a reader's own strategy is measured in. */
export const OWN_STRATEGIES_RUN_IN = { document: "catch-em-all", experiment: "fetch" } as const;

/** What it is measured against: no limit, and the usual one. */
const BESIDE: readonly VariantId[] = ["ts/gather", "ts/bounded"];

const OWN: VariantId = "ts/own";
const OWN_COPY: VariantId = "ts/own-copy";

/** The experiment with a reader's strategy and a few of the library's for its variants; as it is without one. */
export function withOwnStrategy(experiment: Experiment, own: OwnStrategy | undefined): Experiment {
  if (own === undefined) return experiment;
  const mine: Variant = {
    id: OWN,
    title: own.title,
    summary: "A reader's own strategy, from a cell of the notebook.",
    from: "smoke",
    source: own.moduleFile,
  };
  const copy: Variant = { ...mine, id: OWN_COPY, title: `${own.title}, again`, copyOf: OWN };
  const others = experiment.variants.filter(({ id }) => BESIDE.includes(id));
  const { ladders: _, ...rest } = experiment;
  return { ...rest, variants: [mine, copy, ...others], waterfall: [OWN, ...BESIDE] };
}

/** Whether the variant is the reader's, under either of its names. */
export function isOwn({ id }: Variant, own: OwnStrategy | undefined): boolean {
  return own !== undefined && (id === OWN || id === OWN_COPY);
}
