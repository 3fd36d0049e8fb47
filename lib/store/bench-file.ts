import { type Static, Type } from "@sinclair/typebox";
import type { VariantId } from "../catalogue/entry.js";
import type { Machine, Provenance, Sample } from "./result.js";
import { SCHEMA_VERSION } from "./result.js";
import { machineSchema, provenanceSchema, sampleSchema, VARIANT_ID_PATTERN } from "./schema.js";
import { shapeOf } from "./shape.js";

/** The name of a machine's file of the bench, beside those of the documents. */
export const BENCH_FILE = "bench.json";

/** What one machine measured of the table of speed: raw samples in order. Ratios and floors are a reader's. */
export interface BenchFile {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly kind: "bench";
  readonly seed: number;
  readonly roundCount: number;
  readonly machine: Machine;
  readonly provenance: Provenance;
  /** By the works' ids. */
  readonly works: Readonly<Record<string, BenchSamples>>;
}

/** Every subject's samples of one work, in the order of measurement. */
export type BenchSamples = Readonly<Record<VariantId, readonly Sample[]>>;

const closed = { additionalProperties: false };
const subjects = Type.Unsafe<BenchSamples>(
  Type.Record(
    Type.String({ pattern: VARIANT_ID_PATTERN }),
    Type.Array(sampleSchema, { maxItems: 1_000 }),
    closed,
  ),
);

/** The JSON Schema of a bench file; closed, as that of result files is. */
export const benchFileSchema = Type.Object(
  {
    schemaVersion: Type.Literal(SCHEMA_VERSION),
    kind: Type.Literal("bench"),
    seed: Type.Integer(),
    roundCount: Type.Integer({ minimum: 1, maximum: 1_000 }),
    machine: machineSchema,
    provenance: provenanceSchema,
    works: Type.Record(
      Type.String({ pattern: "^(?!constructor$|prototype$)[a-z][a-z0-9-]{0,80}$" }),
      subjects,
      closed,
    ),
  },
  { $id: "interleave-bench-1", title: "interleave: the table of speed on one machine", ...closed },
);

/** The shape that every bench file has before anything reads it. */
export const benchFileShape = shapeOf(benchFileSchema);

true satisfies Static<typeof benchFileSchema> extends BenchFile ? true : false;
