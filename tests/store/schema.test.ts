import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { benchFileSchema } from "../../lib/store/bench-file.js";
import { resultFileSchema } from "../../lib/store/schema.js";

it.each([
  ["result files", resultFileSchema],
  ["tables of speed", benchFileSchema],
])("describes %s in well-formed JSON Schema", (_, schema) => {
  // A shape takes its schema on trust.
  expect(new Ajv({ strictTuples: false }).validateSchema(schema)).toBe(true);
});
