import { benchFileSchema } from "./bench-file.js";
import { resultFileSchema } from "./schema.js";

/** The JSON Schema of result files as it is published in `results/schema.json`; draft 7, for its form of tuples. */
export function schemaText(): string {
  return textOf(resultFileSchema);
}

/** The same of bench files, as `results/bench-schema.json` has it. */
export function benchSchemaText(): string {
  return textOf(benchFileSchema);
}

function textOf(described: object): string {
  const schema = { $schema: "http://json-schema.org/draft-07/schema#", ...described };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
