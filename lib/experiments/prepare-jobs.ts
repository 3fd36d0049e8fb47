import type { Document, Experiment, Variant, VariantId } from "../catalogue/entry.js";
import type { Subject } from "../measure/rounds.js";
import { runJob, type SampleBody, traceJob } from "../measure/run-job.js";
import { packageNames } from "../peers/python-packages.js";
import type { MissingProgram, ProgramCommand } from "../program.js";
import type { Cell } from "../store/result.js";
import type { Preparation, PreparedExperiment } from "./experiment.js";
import { findPeer, languageOf, typescriptProgram } from "./programs.js";
import { type Parameters, runsIn, type Settings } from "./settings.js";

/** One point of an experiment's sweep: what the programs are asked for, and how their samples are judged. */
export interface JobCell {
  readonly id: string;
  readonly description: Cell;
  /** Default: every variant. */
  readonly runs?: (variant: VariantId) => boolean;
  /** Goes to every program, beside the name of its variant. */
  readonly argument: (variant: VariantId) => object;
  readonly timeLimitMs: number;
  /** False for a cell of a timed experiment that counts: one sample is enough. */
  readonly timed?: boolean;
  /** Without it every digest counts as right. */
  readonly expectedDigest?: (variant: VariantId) => string;
  /** What happens around a sample, or to it. */
  readonly around?: (run: () => Promise<SampleBody>) => Promise<SampleBody>;
}

export interface JobExperiment {
  readonly document: Document;
  readonly id: string;
  readonly timed: boolean;
  readonly parameters: Parameters;
  /** The headline first. */
  readonly cells: readonly JobCell[];
  readonly budgetMs?: number;
  readonly limits?: PreparedExperiment["limits"];
  readonly predictions?: PreparedExperiment["predictions"];
  readonly warnings?: readonly string[];
  readonly close?: () => Promise<void>;
}

/** A variant's program, ready to start. */
export interface VariantProgram {
  readonly command: ProgramCommand;
  readonly argument: { readonly program: string; readonly variant: string };
}

export type VariantPrograms = ReadonlyMap<VariantId, VariantProgram | MissingProgram>;

/** An experiment whose variants are job programs: every one in each of the cells that it runs in. */
export function prepareJobs(
  experiment: JobExperiment,
  programs: VariantPrograms,
  { signal }: Preparation,
): PreparedExperiment {
  const entry = catalogueEntry(experiment.document, experiment.id);
  const headline = experiment.cells[0]!;
  const jobOf = (id: VariantId, program: VariantProgram, cell: JobCell) =>
    [
      program.command,
      { ...program.argument, ...cell.argument(id) },
      {
        timeLimitMs: cell.timeLimitMs,
        signal,
        ...(cell.expectedDigest && { expectedDigest: cell.expectedDigest(id) }),
      },
    ] as const;
  const subjectOf = (id: VariantId, cell: JobCell): Subject => {
    const place = { id, ...(cell !== headline && { cell: cell.id }) };
    const program = programs.get(id)!;
    if ("missing" in program) return { ...place, missing: program.missing };
    const run = () => runJob(...jobOf(id, program, cell));
    return {
      ...place,
      timed: cell.timed ?? experiment.timed,
      sample: () => (cell.around ? cell.around(run) : run()),
    };
  };
  return {
    timed: experiment.timed,
    ...(experiment.budgetMs !== undefined && { budgetMs: experiment.budgetMs }),
    parameters: experiment.parameters,
    cells: Object.fromEntries(experiment.cells.map(({ id, description }) => [id, description])),
    subjects: experiment.cells.flatMap((cell) =>
      [...programs.keys()].filter((id) => cell.runs?.(id) ?? true).map((id) => subjectOf(id, cell)),
    ),
    traced: (entry.waterfall ?? []).flatMap((id) => {
      const program = programs.get(id);
      if (!program || "missing" in program) return [];
      return [{ id, trace: () => traceJob(...jobOf(id, program, headline)) }];
    }),
    limits: experiment.limits ?? {},
    ...(experiment.predictions && { predictions: experiment.predictions }),
    warnings: experiment.warnings ?? [],
    close: experiment.close ?? (async () => {}),
  };
}

/**
 * The programs of an experiment's variants that the profile runs, in the order of the catalogue; those of other
 * languages are built or prepared on first use.
 */
export async function findPrograms(
  document: Document,
  experiment: string,
  settings: Settings,
  preparation: Preparation,
): Promise<VariantPrograms> {
  const found = new Map<VariantId, VariantProgram | MissingProgram>();
  for (const variant of catalogueEntry(document, experiment).variants) {
    if (!runsIn(variant.from, settings.profile)) continue;
    found.set(
      variant.id,
      await findProgram(variant, `${document.slug}/${experiment}`, settings, preparation),
    );
  }
  return found;
}

async function findProgram(
  variant: Variant,
  program: string,
  { peers }: Settings,
  preparation: Preparation,
): Promise<VariantProgram | MissingProgram> {
  const id = variant.copyOf ?? variant.id;
  const argument = { program, variant: id.slice(id.indexOf("/") + 1) };
  const language = languageOf(id);
  if (language === "typescript") return { command: typescriptProgram, argument };
  const name = variant.source.replace(/^.*\/([^/]+?)(\/main\.go|\.py)$/, "$1");
  const packages = packageNames.some((each) => name.includes(each));
  const command = await findPeer({ language, name, packages }, peers, preparation);
  return "missing" in command ? command : { command, argument };
}

function catalogueEntry({ experiments }: Document, id: string): Experiment {
  return experiments.find((experiment) => experiment.id === id)!;
}
