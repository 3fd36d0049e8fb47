import type { Static, TSchema } from "@sinclair/typebox";
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { excerpt, shown } from "../errors.js";

/** Tells whether an unknown value has a shape, and where it departs from it. */
export interface Shape<Value> {
  /** Null when the value fits, else a clause such as "expected /seed to be integer, got `x` (string)". */
  misfit(value: unknown): string | null;
  /** Narrows the type of a value that fits. */
  fits(value: unknown): value is Value;
}

/** The shape that a JSON Schema describes; compiled on first use, because a program may never need it. */
export function shapeOf<Schema extends TSchema>(schema: Schema): Shape<Static<Schema>> {
  let compiled: ValidateFunction | undefined;
  const validate = (value: unknown): ValidateFunction => {
    compiled ??= new Ajv(OPTIONS).compile(schema);
    compiled(value);
    return compiled;
  };
  return {
    misfit: (value) => describe(validate(value).errors),
    fits: (value): value is Static<Schema> => !validate(value).errors,
  };
}

const OPTIONS: Options = {
  // All errors would cost a damaged file of a million wrong samples a million messages; unions give a few anyway.
  allErrors: false,
  strictTuples: false,
  verbose: true,
  // Our own schemas are well-formed, and a process that starts for one experiment would spend a third more on asking.
  validateSchema: false,
};

function describe(errors: readonly ErrorObject[] | null | undefined): string | null {
  if (!errors?.length) return null;
  // Each branch of a union reports its own error; the one that got furthest into the value is the one meant.
  const error = errors.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
  const place = error.instancePath || "the whole";
  switch (error.keyword) {
    case "required":
      return `expected ${place} to have \`${excerpt(error.params.missingProperty)}\`, which is missing`;
    case "additionalProperties":
      return `expected ${place} to have no \`${excerpt(error.params.additionalProperty)}\`, which this version does not know`;
    case "enum":
      return `expected ${place} to be one of ${error.params.allowedValues.join(", ")}, got ${shown(error.data)}`;
    default:
      return `expected ${place} to ${error.message?.replace(/^must /, "")}, got ${shown(error.data)}`;
  }
}
