import type { Variant, VariantId } from "./entry.js";

const SUFFIX = "-copy";

/** Whether a variant is the second name of another. */
export function isCopy(id: VariantId): boolean {
  return id.endsWith(SUFFIX);
}

/** The second name of an A/A control. */
export function copyOf(variant: Variant): Variant {
  const id: VariantId = `${variant.id}${SUFFIX}`;
  const summary = "The same program under a second name: what lies between the two is noise.";
  return { ...variant, id, title: `${variant.title}, again`, summary, copyOf: variant.id };
}
