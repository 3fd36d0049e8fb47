import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Claim, Condition, Document, Quantity, VariantId } from "../../lib/catalogue/entry.js";
import { documents } from "../../lib/catalogue/index.js";
import {
  runnableExperiments as loadExperiments,
  runnableExperiment,
} from "../../lib/experiments/registry.js";
import { projectFolder } from "../../lib/paths.js";

const runnableExperiments = await loadExperiments();

describe.each(documents.map((document) => [document.slug, document] as const))("%s", (_, document) => {
  const experimentIds = document.experiments.map(({ id }) => id);

  it("has its notebook", () => {
    expect(existsSync(path.join(projectFolder, "notebooks", `${document.notebook}.ipynb`))).toBe(true);
  });

  it("names each experiment, claim and published figure once", () => {
    for (const ids of [
      experimentIds,
      document.claims.map(({ id }) => id),
      document.published.map(({ id }) => id),
    ]) {
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it("gives the place of every program that can run", () => {
    const runnable = runnableExperiments.filter((experiment) => experiment.document === document.slug);
    const sources = document.experiments
      .filter(({ id }) => runnable.some((experiment) => experiment.id === id))
      .flatMap(({ variants }) => variants.map(({ source }) => source));
    expect(sources.filter((source) => !existsSync(path.join(projectFolder, source)))).toEqual([]);
  });

  it("has claims and published figures about experiments and variants that exist", () => {
    const named = [
      ...document.claims.flatMap((claim) => variantsOf(claim).map((variant) => [claim, variant] as const)),
      ...document.published.map((figure) => [figure, figure.variant] as const),
    ];
    const unknown = named.filter(([{ experiment }, variant]) => {
      // An experiment that is listed but not built yet has no variants, and its claims are not measured.
      const variants = document.experiments.find(({ id }) => id === experiment)?.variants ?? [];
      return variants.length > 0 && !variants.some(({ id }) => id === variant);
    });
    expect(unknown.map(([{ id, experiment }, variant]) => `${id}: ${experiment} has no ${variant}`)).toEqual(
      [],
    );
    expect(document.claims.filter(({ experiment }) => !experimentIds.includes(experiment))).toEqual([]);
  });

  it("can run every experiment that has variants", () => {
    const runnable = runnableExperiments.filter((one) => one.document === document.slug).map(({ id }) => id);
    const built = document.experiments.filter(({ variants }) => variants.length > 0).map(({ id }) => id);
    expect(built.filter((id) => !runnable.includes(id))).toEqual([]);
  });

  it("declares at most five comparisons for each experiment", () => {
    for (const id of experimentIds) expect(declaredComparisons(document, id), id).toBeLessThanOrEqual(5);
  });

  it("copies a variant of the same experiment for its control", () => {
    for (const { variants } of document.experiments) {
      const ids = variants.map(({ id }) => id);
      expect(variants.filter(({ copyOf }) => copyOf && !ids.includes(copyOf))).toEqual([]);
    }
  });
});

describe("experiments that can run", () => {
  it("are in the catalogue", () => {
    const unknown = runnableExperiments.filter(
      ({ document, id }) =>
        !documents.some((entry) => entry.slug === document && entry.experiments.some((one) => one.id === id)),
    );
    expect(unknown.map(({ document, id }) => `${document}/${id}`)).toEqual([]);
  });

  it("are loaded by the names that they have", async () => {
    for (const experiment of runnableExperiments) {
      expect(await runnableExperiment(experiment.document, experiment.id)).toBe(experiment);
    }
  });
});

function declaredComparisons({ claims }: Document, experiment: string): number {
  return claims.filter(
    (claim) => claim.experiment === experiment && claim.kind === "ratio" && !claim.derivedFrom,
  ).length;
}

function variantsOf(claim: Claim): VariantId[] {
  if (claim.kind === "ratio") return [claim.numerator, claim.denominator];
  return claim.conditions.flatMap((condition: Condition) =>
    condition.kind === "comparison" ? [condition.left, condition.right].flatMap(variantsIn) : [],
  );
}

function variantsIn(quantity: number | Quantity): VariantId[] {
  return typeof quantity === "number"
    ? []
    : [quantity.variant, ...(quantity.per ? variantsIn(quantity.per) : [])];
}
