import type { Profile, Slug, VariantId } from "../catalogue/entry.js";
import { shown, UsageError } from "../errors.js";
import type { Subject } from "../measure/rounds.js";
import type { TracedJob } from "../measure/run-job.js";
import type { Cell, Ideal, Predictions } from "../store/result.js";
import type { Parameters, Settings } from "./settings.js";

/** A whole number that an experiment takes, with its default in each profile. */
export interface ParameterSpec {
  readonly smoke: number;
  readonly quick: number;
  readonly full: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly says: string;
}

/** An experiment that can run: its parameters, and how to get everything ready for its samples. */
export interface RunnableExperiment {
  readonly document: Slug;
  readonly id: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  prepare(settings: Settings, preparation: Preparation): Promise<PreparedExperiment>;
}

/** A document's experiments by their ids. */
export type ExperimentLoaders = Readonly<Record<string, () => Promise<RunnableExperiment>>>;

export interface Preparation {
  readonly signal: AbortSignal;
  /** Says what is under way before the first sample: "building the Go programs". */
  readonly onStep: (sentence: string) => void;
}

export interface PreparedExperiment {
  /** False for experiments that count: they have one round and an exact floor. */
  readonly timed: boolean;
  /** Rounds at most, whatever the profile; default: no limit. */
  readonly roundLimit?: number;
  /** Samples taken at once, where programs are counted, not timed, and share nothing; default: 1. */
  readonly atOnce?: number;
  /** What the samples may take in all: a timed experiment spends what its rounds leave of it on further ones. */
  readonly budgetMs?: number;
  readonly parameters: Parameters;
  /** By id, the headline cell first. */
  readonly cells: Readonly<Record<string, Cell>>;
  readonly subjects: readonly Subject[];
  /** Each runs once before the first round; what it traces is drawn as a waterfall. */
  readonly traced: readonly { readonly id: VariantId; trace(): Promise<TracedJob> }[];
  /** The time that a variant's own way of working needs at least, by variant. */
  readonly limits: Readonly<Record<VariantId, Ideal>>;
  /** What a simple model says that the samples will show, made before the first of them. */
  readonly predictions?: Predictions;
  /** Facts that a reader needs to judge the figures. */
  readonly warnings: readonly string[];
  /** Ends every process that `prepare` started. */
  close(): Promise<void>;
}

/**
 * The parameters of a run: those given, and the profile's defaults for the rest.
 *
 * @throws {UsageError} for a name that the experiment does not take, or a value outside its range.
 */
export function resolveParameters(
  specs: Readonly<Record<string, ParameterSpec>>,
  profile: Profile,
  given: Parameters,
): Record<string, number> {
  for (const name of Object.keys(given)) {
    if (!(name in specs)) {
      throw new UsageError(
        `Expected a parameter among ${Object.keys(specs).join(", ")}, got ${shown(name)}. Try one of those.`,
      );
    }
  }
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const value = given[name] ?? spec[profile];
      if (!Number.isInteger(value) || value < spec.minimum || value > spec.maximum) {
        throw new UsageError(
          `Expected \`${name}\` (${spec.says}) to be an integer from ${spec.minimum} to ${spec.maximum}, got ${shown(value)}.`,
        );
      }
      return [name, value];
    }),
  );
}
