import type { Experiment, Variant, VariantId } from "./entry.js";

/** Variants of one experiment that another measures too, in the order asked for. @throws Error for one that it does not have */
export function variantsOf(experiment: Experiment, ...ids: readonly VariantId[]): Variant[] {
  return ids.map((id) => {
    const found = experiment.variants.find((variant) => variant.id === id);
    if (!found) throw new Error(`expected a variant of ${experiment.id}, came ${id}`);
    return found;
  });
}
