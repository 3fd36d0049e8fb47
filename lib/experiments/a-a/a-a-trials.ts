import type { Metric, Slug, VariantId } from "../../catalogue/entry.js";
import { documents } from "../../catalogue/index.js";
import type { Preparation } from "../experiment.js";
import { runnableExperiment } from "../registry.js";
import type { Parameters, PeerLanguage } from "../settings.js";
import { type CopiesJudged, judgeCopies } from "./judge-copies.js";

/** A real program that is compared with itself. */
export interface AaProgram {
  readonly document: Slug;
  readonly experiment: string;
  readonly variant: VariantId;
  readonly parameters: Parameters;
}

const fetching = (variant: VariantId): AaProgram => ({
  document: "catch-em-all",
  experiment: "fetch",
  variant,
  parameters: { documents: 20 },
});

/** Ten of all languages and kinds: waiting and computing, alone and at once, jobs and a server under load. */
export const aaPrograms: readonly AaProgram[] = [
  fetching("ts/await-in-loop"),
  fetching("ts/gather"),
  fetching("python/session"),
  fetching("python/aiohttp-gather"),
  fetching("go/serial"),
  fetching("go/goroutines"),
  { document: "two-philosophies", experiment: "scrape", variant: "ts/lines", parameters: {} },
  { document: "from-python-to-go", experiment: "not-parallelism", variant: "ts/event-loop", parameters: {} },
  { document: "fib-server", experiment: "latency", variant: "ts/number", parameters: {} },
  { document: "fib-server", experiment: "serial", variant: "go/serial", parameters: {} },
];

export interface AaOptions extends Preparation {
  readonly roundCount: number;
  readonly seed: number;
  readonly peers: readonly PeerLanguage[];
  readonly onSample?: (finishedCount: number, sampleCount: number) => void;
}

export type AaTrial = AaProgram & {
  readonly metric: Metric;
  /** What came of it, or why it cannot run here. */
  readonly outcome: CopiesJudged | { readonly missing: string };
};

/** Prepares a program as its experiment does, runs it under four names, judges its copies, and leaves no process. */
export async function runAaTrial(program: AaProgram, options: AaOptions): Promise<AaTrial> {
  const { document, experiment, variant, parameters } = program;
  const { seed, peers, roundCount, signal, onSample } = options;
  const { metric } = documents
    .find(({ slug }) => slug === document)!
    .experiments.find(({ id }) => id === experiment)!;
  const settings = { profile: "quick", seed, peers, parameters } as const;
  const runnable = await runnableExperiment(document, experiment);
  const prepared = await runnable.prepare(settings, options);
  try {
    const subject = prepared.subjects.find(({ id, cell }) => id === variant && cell === undefined)!;
    if (!("sample" in subject)) return { ...program, metric, outcome: { missing: subject.missing } };
    const copies = { document, metric, roundCount, seed, signal, ...(onSample && { onSample }) };
    return { ...program, metric, outcome: await judgeCopies(subject, copies) };
  } finally {
    await prepared.close();
  }
}
