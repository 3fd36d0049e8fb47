import { type Static, type TSchema, Type } from "@sinclair/typebox";
import type { Language, Profile, Slug, VariantId } from "../catalogue/entry.js";
import type { SampleLabel } from "../stats/sample-labels.js";
import { MACHINE_ID_PATTERN } from "./machine-id.js";
import {
  type PrimitiveUnit,
  type ResultFile,
  type Sample,
  type SampleStatus,
  SCHEMA_VERSION,
  type VerdictKind,
} from "./result.js";

/** In the order of their notebooks. */
export const SLUGS: readonly Slug[] = ["from-python-to-go", "catch-em-all", "two-philosophies", "fib-server"];

/** From the least to the most thorough. */
export const PROFILES: readonly Profile[] = ["smoke", "quick", "full"];

// A result file may come from a stranger, so every list and every text has an end.
const text = (maxLength = 4_000) => Type.String({ maxLength });
const list = <Item extends TSchema>(item: Item, maxItems = 10_000) => Type.Array(item, { maxItems });
const closed = { additionalProperties: false };
const amount = () => Type.Number({ minimum: 0 });
const count = () => Type.Integer({ minimum: 0 });
const instant = () => Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$" });
const oneOf = <Name extends string>(names: readonly Name[]) =>
  Type.Unsafe<Name>({ type: "string", enum: names });
// Names that every object inherits something under would turn a careless copy into a trap.
const NAME_PATTERN = "^(?!(__proto__|constructor|prototype)$)[\\w./@=+,-]{1,120}$";
const named = <Value extends TSchema>(value: Value, name = NAME_PATTERN) =>
  Type.Record(Type.String({ pattern: name }), value, closed);

/** Of a variant's id: a language and a name. */
export const VARIANT_ID_PATTERN = "^(ts|go|python|pypy)/[\\w.-]{1,80}$";
const variantId = () => Type.Unsafe<VariantId>({ type: "string", pattern: VARIANT_ID_PATTERN });
const parameters = () => named(Type.Union([text(), Type.Number(), Type.Boolean()]));
const span = Type.Tuple([count(), amount(), amount()]);
const ideal = Type.Object({ ms: amount(), because: text() }, closed);

const machine = Type.Object(
  {
    id: Type.String({ pattern: MACHINE_ID_PATTERN }),
    fingerprint: Type.Object(
      {
        cpuModel: text(200),
        coreCount: count(),
        cpuQuota: Type.Union([amount(), Type.Null()]),
        memoryBytes: amount(),
        os: text(200),
        architecture: text(200),
        virtualization: Type.Union([text(200), Type.Null()]),
      },
      closed,
    ),
    volatile: named(Type.Union([text(200), Type.Number(), Type.Null()])),
  },
  closed,
);

const provenance = Type.Object(
  {
    commit: Type.Union([Type.String({ pattern: "^[0-9a-f]{7,64}$" }), Type.Null()]),
    commitMissing: Type.Optional(text()),
    dirty: Type.Union([Type.Boolean(), Type.Null()]),
    startedAt: instant(),
    finishedAt: instant(),
    versions: named(text(200)),
  },
  closed,
);

const statuses: readonly SampleStatus[] = ["ok", "error", "timeout", "invalid", "skipped"];
const sample = Type.Object(
  {
    status: oneOf(statuses),
    reason: Type.Optional(text()),
    stderrTail: Type.Optional(text()),
    cell: Type.Optional(text(120)),
    round: Type.Optional(count()),
    position: Type.Optional(count()),
    workMs: Type.Optional(amount()),
    wholeMs: Type.Optional(amount()),
    cpuUserMs: Type.Optional(amount()),
    cpuSystemMs: Type.Optional(amount()),
    treeCpuMs: Type.Optional(amount()),
    peakRssBytes: Type.Optional(amount()),
    digest: Type.Optional(text(128)),
    counters: Type.Optional(named(Type.Number())),
    histograms: Type.Optional(named(text(20_000))),
    label: Type.Optional(oneOf<SampleLabel>(["cold", "high", "low"])),
    cpuPressure: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    load: Type.Optional(amount()),
  },
  closed,
);

const noiseFloor = Type.Union([
  Type.Object(
    {
      kind: Type.Literal("a/a"),
      of: variantId(),
      copy: variantId(),
      factor: Type.Number({ minimum: 1 }),
      ratios: list(amount()),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal("exact") }, closed),
  Type.Object({ kind: Type.Literal("unknown"), reason: text() }, closed),
]);

const variant = Type.Object(
  {
    language: oneOf<Language>(["typescript", "go", "python", "pypy"]),
    program: text(),
    asPublished: Type.Boolean(),
    copyOf: Type.Optional(variantId()),
    ideal: Type.Optional(ideal),
    limit: Type.Optional(ideal),
    warmups: list(sample),
    samples: list(sample),
    trace: Type.Optional(list(span, 100_000)),
  },
  closed,
);

const units: readonly PrimitiveUnit[] = ["ms", "requests/s", "count"];
export const predictionsSchema = Type.Object(
  {
    model: text(),
    primitives: named(Type.Object({ value: amount(), unit: oneOf(units), says: text() }, closed)),
    values: list(
      Type.Object({ variant: variantId(), cell: text(120), value: amount(), because: text() }, closed),
      1_000,
    ),
  },
  closed,
);

const experiment = Type.Object(
  {
    id: text(120),
    profile: oneOf(PROFILES),
    parameters: parameters(),
    cells: named(Type.Object({ parameters: parameters(), ideal: Type.Optional(ideal) }, closed)),
    roundCount: count(),
    noiseFloor,
    warnings: list(text(), 100),
    predictions: Type.Optional(predictionsSchema),
    variants: Type.Unsafe<Record<VariantId, Static<typeof variant>>>(named(variant, VARIANT_ID_PATTERN)),
  },
  closed,
);

const verdicts: readonly VerdictKind[] = [
  "holds",
  "holds in direction, not in size",
  "holds only if",
  "reversed",
  "not distinguishable",
  "does not hold",
  "not measured here",
];
const verdict = Type.Object(
  {
    verdict: oneOf(verdicts),
    condition: Type.Optional(text()),
    ratio: Type.Optional(Type.Tuple([amount(), amount(), amount()])),
    because: text(),
  },
  closed,
);

/** The JSON Schema of a result file of version 1. It is closed: a property that it does not name is refused. */
export const resultFileSchema = Type.Object(
  {
    schemaVersion: Type.Literal(SCHEMA_VERSION),
    document: oneOf(SLUGS),
    profile: oneOf(PROFILES),
    seed: Type.Integer(),
    machine,
    provenance,
    experiments: named(experiment, "^(?!constructor$|prototype$)[a-z][a-z0-9-]{0,80}$"),
    claims: named(verdict),
  },
  { $id: "interleave-result-1", title: "interleave: the results of one document on one machine", ...closed },
);

/** The JSON Schema of one experiment's part of a result file. */
export const experimentSchema = experiment;

/** The JSON Schema of one sample, as the journal and the bench store it. */
export const sampleSchema = sample;

/** The JSON Schemas of what every file of results says of its machine and of how it came about. */
export const machineSchema = machine;
export const provenanceSchema = provenance;

// The interfaces of `result.ts` are what the code reads, this schema is what a file is held to: neither may drift.
type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]: Frozen<T[Key]> };
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
true satisfies Same<Frozen<Static<typeof resultFileSchema>>, Frozen<ResultFile>>;
true satisfies Same<Frozen<Static<typeof sampleSchema>>, Frozen<Sample>>;
