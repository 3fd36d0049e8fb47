import type { Variant, VariantId } from "./entry.js";

/** The second name of an A/A control. */
export function copyOf(variant: Variant): Variant {
  const id: VariantId = `${variant.id}-copy`;
  const summary = "The same program under a second name: what lies between the two is noise.";
  return { ...variant, id, title: `${variant.title}, again`, summary, copyOf: variant.id };
}
