import { Type } from "@sinclair/typebox";
import { shown } from "../errors.js";
import { type JobReport, PROTOCOL, type ServerReport, type Usage } from "../program.js";
import { type Shape, shapeOf } from "../store/shape.js";

/** What a server prints once its standard input has closed. */
export interface ServerEnd {
  readonly protocol: typeof PROTOCOL;
  readonly usage: Usage;
  readonly counters?: Readonly<Record<string, number>>;
}

/** A line of the contract, or a clause that says what is wrong with it. */
export type ParsedLine<Report> = { readonly report: Report } | { readonly problem: string };

// Open objects: a program may report more than this version of the harness reads.
const use = Type.Object({
  userMs: Type.Number({ minimum: 0 }),
  systemMs: Type.Number({ minimum: 0 }),
  peakRssBytes: Type.Number({ minimum: 0 }),
});
const usage = Type.Object({ self: use, children: use });
const counters = Type.Record(Type.String(), Type.Number());
const protocol = Type.Literal(PROTOCOL);
const port = Type.Integer({ minimum: 1, maximum: 65_535 });
const span = Type.Tuple([
  Type.Integer({ minimum: 0 }),
  Type.Number({ minimum: 0 }),
  Type.Number({ minimum: 0 }),
]);

const latencyCount = Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 1 })]);

const jobReport: Shape<JobReport> = shapeOf(
  Type.Object({
    protocol,
    workMs: Type.Number({ minimum: 0 }),
    digest: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    counters,
    usage,
    trace: Type.Optional(Type.Array(span)),
    latencies: Type.Optional(Type.Record(Type.String(), Type.Array(latencyCount))),
  }),
);
const serverReport: Shape<ServerReport> = shapeOf(
  Type.Object({
    protocol,
    port,
    ports: Type.Optional(Type.Record(Type.String(), port)),
    files: Type.Optional(Type.Record(Type.String(), Type.String())),
  }),
);
const serverEnd: Shape<ServerEnd> = shapeOf(
  Type.Object({ protocol, usage, counters: Type.Optional(counters) }),
);

/** Parses all that a job program printed: exactly one line. */
export function parseJobReport(output: string): ParsedLine<JobReport> {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return { problem: "printed nothing where one JSON line was expected" };
  if (lines.length > 1) {
    return {
      problem: `printed ${lines.length} lines where one JSON line was expected, the first: ${shown(lines[0])}`,
    };
  }
  return parseLine(lines[0]!, jobReport);
}

/** Parses the line that a server prints when it listens. */
export function parseServerReport(line: string): ParsedLine<ServerReport> {
  return parseLine(line, serverReport);
}

/** Parses the line that a server prints when it ends. */
export function parseServerEnd(line: string): ParsedLine<ServerEnd> {
  return parseLine(line, serverEnd);
}

function parseLine<Report>(line: string, shape: Shape<Report>): ParsedLine<Report> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: `printed a line that is not JSON: ${shown(line)}` };
  }
  const spoken = (value as { protocol?: unknown } | null)?.protocol;
  if (spoken !== PROTOCOL) {
    return { problem: `speaks protocol ${shown(spoken)} where ${PROTOCOL} was expected` };
  }
  return shape.fits(value)
    ? { report: value }
    : { problem: `printed another report than the contract has: ${shape.misfit(value)}` };
}
