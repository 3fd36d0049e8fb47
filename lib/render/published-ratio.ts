import type { Document, RatioClaim } from "../catalogue/entry.js";
import { shareFaster } from "../units.js";
import { path } from "./figure-path.js";
import type { Figure } from "./prose.js";

/** A ratio in its two readings, which a text must not mix: 8.75 x as fast is 775% faster. */
export interface RatioReadings {
  readonly timesAsFast: number;
  /** As a share: 7.75 for 775%. */
  readonly faster: number;
}

/** What an essay's quoted percentage says, beside what its own figures come to. */
export interface PublishedArithmetic {
  readonly claim: RatioClaim;
  readonly quoted: string;
  /** The percentage read as a multiple of the slower program's speed. */
  readonly asPrinted: RatioReadings;
  /** From the two figures that the essay prints; absent where it prints only one. */
  readonly fromFigures?: { readonly readings: RatioReadings; readonly figure: Figure };
}

/**
 * Recomputes the ratios that a document states as percentages.
 *
 * @returns one entry for each claim whose quoted figure is a single percentage, in the order of the claims.
 */
export function publishedArithmetic(document: Document): PublishedArithmetic[] {
  return document.claims.flatMap((claim) => {
    const percent = claim.kind === "ratio" ? /^(\d+(?:\.\d+)?)%$/.exec(claim.quoted ?? "") : null;
    if (claim.kind !== "ratio" || percent === null) return [];
    const fromFigures = recomputed(document, claim);
    return [
      {
        claim,
        quoted: percent[0],
        asPrinted: readings(Number(percent[1]) / 100),
        ...(fromFigures && { fromFigures }),
      },
    ];
  });
}

export function readings(timesAsFast: number): RatioReadings {
  return { timesAsFast, faster: shareFaster(timesAsFast) };
}

function recomputed(document: Document, claim: RatioClaim): PublishedArithmetic["fromFigures"] {
  const figure = (variant: string) =>
    document.published.find(
      (entry) =>
        entry.experiment === claim.experiment &&
        entry.variant === variant &&
        entry.cell === claim.cell &&
        entry.unit === "ms",
    );
  const [slow, fast] = [figure(claim.numerator), figure(claim.denominator)];
  if (typeof slow?.value !== "number" || typeof fast?.value !== "number") return undefined;
  const value = slow.value / fast.value;
  const at = (id: string) => path("catalogue", document.slug, "published", id, "value");
  return {
    readings: readings(value),
    figure: { path: `${at(slow.id)}|${at(fast.id)}`, value, unit: "ratio" },
  };
}
