import type { Claim, VariantId } from "../../catalogue/entry.js";
import { strategyOf } from "../../catalogue/strategy.js";
import { languageOf } from "../names.js";

/** What the page's filters go by: the languages and the strategies that an element is about. */
export function filterMarks(variants: readonly { readonly id: VariantId }[]): Record<string, string> {
  const unique = (values: readonly string[]) => [...new Set(values)].join(",");
  return {
    "data-language": unique(variants.map(({ id }) => languageOf(id))),
    "data-strategy": unique(variants.map(({ id }) => strategyOf(id))),
  };
}

/** The variants that a claim speaks of; one about all answers speaks of all variants of its experiment. */
export function variantsOf(claim: Claim, ofExperiment: readonly { readonly id: VariantId }[]) {
  if (claim.kind === "ratio") return [claim.numerator, claim.denominator].map((id) => ({ id }));
  return claim.conditions.flatMap((condition) => {
    if (condition.kind !== "comparison") return ofExperiment;
    const { left, right } = condition;
    return [left, ...(typeof right === "number" ? [] : [right])].map(({ variant }) => ({ id: variant }));
  });
}
