import type { Profile, VariantId } from "../../catalogue/entry.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { compute } from "../../workloads/compute.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";
import { languageOf } from "../programs.js";

const parameters = {
  computeMs: {
    smoke: 15,
    quick: 80,
    full: 150,
    minimum: 5,
    maximum: 10_000,
    says: "about how long the task computes, in ms",
  },
  sliceMs: { smoke: 5, quick: 5, full: 5, minimum: 1, maximum: 1000, says: "length of a slice in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/**
 * What a core of 2020 computes in a millisecond. An interpreter has fewer steps to do than compiled code, so that all
 * block for about as long; how fast a language computes is `mixed`'s question.
 */
const STEPS_PER_MS = { typescript: 700_000, go: 700_000, python: 10_000, pypy: 700_000 } as const;

const SWEEP_MS = [1, 20, 50];

/** D3 `blocking`: how late a timer comes while a task computes, in one go, in slices, or elsewhere. */
export const blocking: RunnableExperiment = {
  document: "two-philosophies",
  id: "blocking",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    return prepareJobs(
      {
        document: twoPhilosophies,
        id: "blocking",
        timed: true,
        budgetMs: 12_000,
        parameters: chosen,
        cells: cellsOf(settings.profile, chosen),
      },
      await findPrograms(twoPhilosophies, "blocking", settings, preparation),
      preparation,
    );
  },
};

function cellsOf(profile: Profile, { computeMs, sliceMs }: Chosen): JobCell[] {
  const headline = cellOf(computeMs, sliceMs);
  if (profile !== "full") return [headline];
  const others = SWEEP_MS.filter((other) => other !== sliceMs).map((other) => cellOf(computeMs, other));
  return [headline, ...others.map((cell) => ({ ...cell, runs: isSliced }))];
}

const isSliced = (variant: VariantId) => variant.includes("/sliced");

function cellOf(computeMs: number, sliceMs: number): JobCell {
  const stepsOf = (variant: VariantId) => computeMs * STEPS_PER_MS[languageOf(variant)];
  const digests = new Map<number, string>();
  return {
    id: `sliceMs=${sliceMs}`,
    description: { parameters: { computeMs, sliceMs } },
    argument: (variant) => ({ steps: stepsOf(variant), sliceMs, idleMs: computeMs }),
    timeLimitMs: 60_000 + 20 * computeMs,
    expectedDigest(variant) {
      if (/\/idle(-copy)?$/.test(variant)) return digestOf([]);
      const steps = stepsOf(variant);
      const known = digests.get(steps) ?? digestOf([String(compute(0, steps))]);
      digests.set(steps, known);
      return known;
    },
  };
}
