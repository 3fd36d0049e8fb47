import { shown, UsageError } from "../errors.js";
import type { JobReport, TaskSpan } from "../program.js";

/** The JSON argument of a program, as it came. */
export type Argument = Readonly<Record<string, unknown>>;

/** What a job's work came to, for its report. */
export interface JobOutcome {
  /** The work alone. */
  readonly workMs: number;
  /** In the order of the input; their digest is reported. */
  readonly answers: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
  readonly trace?: readonly TaskSpan[];
  readonly latencies?: JobReport["latencies"];
}

/** A module that `typescript-program` can run. */
export interface JobProgram {
  /** @throws UsageError when the argument is not as expected; anything else is a failure of the work */
  run(argument: Argument): Promise<JobOutcome>;
}

/** An integer from 1 up of an argument, or `fallback` when absent. */
export function countIn(argument: Argument, name: string, fallback: number): number {
  const value = argument[name] ?? fallback;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`Expected \`${name}\` to be an integer from 1 up, got ${shown(value)}`);
}

/** An integer from 0 up of an argument, or 0 when absent. */
export function amountIn(argument: Argument, name: string): number {
  const value = argument[name] ?? 0;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new UsageError(`Expected \`${name}\` to be an integer from 0 up, got ${shown(value)}`);
}

/** A list of integers from 1 up of an argument. */
export function countsIn(argument: Argument, name: string): number[] {
  return integersIn(argument, name, 1);
}

/** A list of integers from 0 up of an argument. */
export function amountsIn(argument: Argument, name: string): number[] {
  return integersIn(argument, name, 0);
}

/** A true or false of an argument, or false when absent. */
export function flagIn(argument: Argument, name: string): boolean {
  const value = argument[name] ?? false;
  if (typeof value === "boolean") return value;
  throw new UsageError(`Expected \`${name}\` to be true or false, got ${shown(value)}`);
}

/** A value of an argument that must be a key of `choices`. */
export function choiceIn<Choice extends string>(
  argument: Argument,
  name: string,
  choices: Readonly<Record<Choice, unknown>>,
): Choice {
  const value = argument[name];
  if (typeof value === "string" && Object.hasOwn(choices, value)) return value as Choice;
  throw new UsageError(
    `Expected \`${name}\` to be one of ${Object.keys(choices).join(", ")}, got ${shown(value)}`,
  );
}

/** A text of an argument. */
export function textIn(argument: Argument, name: string): string {
  const value = argument[name];
  if (typeof value === "string") return value;
  throw new UsageError(`Expected \`${name}\` to be a string, got ${shown(value)}`);
}

/** A list of texts of an argument. */
export function textsIn(argument: Argument, name: string): string[] {
  const value = argument[name];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw new UsageError(`Expected \`${name}\` to be a list of strings, got ${shown(value)}`);
}

function integersIn(argument: Argument, name: string, minimum: number): number[] {
  const value = argument[name];
  if (Array.isArray(value) && value.every((entry) => Number.isInteger(entry) && entry >= minimum))
    return value;
  throw new UsageError(
    `Expected \`${name}\` to be a list of integers from ${minimum} up, got ${shown(value)}`,
  );
}
