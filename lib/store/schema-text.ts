import { resultFileSchema } from "./schema.js";

/** The JSON Schema of result files as it is published in `results/schema.json`; draft 7, for its form of tuples. */
export function schemaText(): string {
  const schema = { $schema: "http://json-schema.org/draft-07/schema#", ...resultFileSchema };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
