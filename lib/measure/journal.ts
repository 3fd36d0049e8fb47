import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { Type } from "@sinclair/typebox";
import type { Slug, VariantId } from "../catalogue/entry.js";
import { UsageError } from "../errors.js";
import { stateFolder } from "../paths.js";
import type { Cell, Fingerprint, Predictions, Sample } from "../store/result.js";
import { predictionsSchema, sampleSchema } from "../store/schema.js";
import { type Shape, shapeOf } from "../store/shape.js";
import { writeFileAtomically } from "../store/write-file.js";
import type { HostSpeed } from "./calibrate.js";
import type { SettledRounds } from "./further-rounds.js";
import type { SampleLog } from "./rounds.js";

/** All that decides what a run measures: two runs that agree in it may share samples. */
export interface JournalKey {
  readonly document: Slug;
  readonly experiment: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Ids and parameters, the headline first: a sample of the headline does not name its cell. */
  readonly cells: readonly (readonly [id: string, parameters: Cell["parameters"]])[];
  readonly seed: number;
  /** See `codeHash`. */
  readonly code: string;
  /** Of this process's runtime, the kernel and the libraries, and of the peers. */
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Fingerprint;
}

interface Entry {
  readonly variant: VariantId;
  readonly sample: Sample;
}

/** What the results say of a run beside its samples. */
export interface RunFacts {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** The host before the first round; absent where nobody asks whether it held still. */
  readonly hostBefore?: HostSpeed;
  readonly settled?: SettledRounds;
}

const entryShape: Shape<Entry> = shapeOf(
  Type.Object({ variant: Type.Unsafe<VariantId>({ type: "string" }), sample: sampleSchema }),
);

const runShape: Shape<RunFacts> = shapeOf(
  Type.Object({
    startedAt: Type.String(),
    hostBefore: Type.Optional(Type.Object({ chunkMs: Type.Number({ exclusiveMinimum: 0 }) })),
    settled: Type.Optional(
      Type.Object({
        roundCount: Type.Integer({ minimum: 1 }),
        warning: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  }),
);

const predictionsShape: Shape<Predictions> = shapeOf(predictionsSchema);

/**
 * The journal of one experiment's run: a file of JSON lines in the state folder to which each finished sample is
 * appended and flushed to the disk, so that not even a power failure loses more than the sample under way.
 */
export class Journal implements SampleLog {
  readonly file: string;
  readonly #handle: FileHandle;
  readonly #finished = new Map<string, Sample>();

  private constructor(file: string, handle: FileHandle, entries: readonly Entry[]) {
    this.file = file;
    this.#handle = handle;
    for (const { variant, sample } of entries) {
      this.#finished.set(placeKey(variant, sample.cell, sample.round), sample);
    }
  }

  /**
   * Opens the journal that belongs to a key: an empty one, or with `resume` the one that an interrupted run with the
   * same key has left. Half a last line, from a crash, is cut off.
   *
   * @throws {UsageError} when a line other than the last is damaged; the message names it.
   */
  static async open(key: JournalKey, { resume }: { readonly resume: boolean }): Promise<Journal> {
    const file = journalFile(key);
    await mkdir(path.dirname(file), { recursive: true });
    const { entries, wholeBytes } = resume ? await readEntries(file) : { entries: [], wholeBytes: 0 };
    // Another run that still appends to an earlier file of this name must not get into this one.
    if (!resume) await rm(file, { force: true });
    const handle = await open(file, "a");
    await handle.truncate(wholeBytes);
    return new Journal(file, handle, entries);
  }

  /** How many samples an earlier run has left. */
  get finishedCount(): number {
    return this.#finished.size;
  }

  find({ id, cell }: { readonly id: VariantId; readonly cell?: string }, round: number): Sample | undefined {
    return this.#finished.get(placeKey(id, cell, round));
  }

  async append({ id }: { readonly id: VariantId }, sample: Sample): Promise<void> {
    const entry: Entry = { variant: id, sample };
    await this.#handle.appendFile(`${JSON.stringify(entry)}\n`);
    await this.#handle.datasync();
  }

  /**
   * The predictions that belong to the samples: those given, which are kept, before there is any sample; later those
   * that the run which took the first samples has kept, since others would not be made before them.
   */
  async predictedBefore(made: Predictions | undefined): Promise<Predictions | undefined> {
    const file = this.#keptFile("predictions");
    if (this.finishedCount > 0) return readKept(file, predictionsShape, "predictions");
    await rm(file, { force: true });
    if (made) await writeFileAtomically(file, JSON.stringify(made));
    return made;
  }

  /**
   * The facts of the run that took the first of the samples: what `begin` tells, which is kept, before there is any
   * sample; later what that run has kept.
   */
  async runBefore(begin: () => RunFacts): Promise<RunFacts> {
    const kept =
      this.finishedCount > 0 ? await readKept(this.#keptFile("runs"), runShape, "facts") : undefined;
    if (kept) return kept;
    const run = begin();
    await this.keepRun(run);
    return run;
  }

  /** Keeps further facts of the run for a later `resume`. */
  async keepRun(run: RunFacts): Promise<void> {
    await writeFileAtomically(this.#keptFile("runs"), JSON.stringify(run));
  }

  /** Closes the file, which stays for a later `resume`. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  #keptFile(folder: string): string {
    return path.join(stateFolder(), folder, `${path.basename(this.file, ".jsonl")}.json`);
  }
}

function journalFile(key: JournalKey): string {
  const hash = createHash("sha256").update(canonical(key)).digest("hex").slice(0, 16);
  return path.join(stateFolder(), "journal", `${key.document}-${key.experiment}-${hash}.jsonl`);
}

async function readEntries(file: string): Promise<{ entries: Entry[]; wholeBytes: number }> {
  const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const whole = content.slice(0, content.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").slice(0, -1);
  const entries = lines.map((line, index) => parseEntry(line, `line ${index + 1} of ${file}`));
  return { entries, wholeBytes: Buffer.byteLength(whole) };
}

async function readKept<Kept>(file: string, shape: Shape<Kept>, what: string): Promise<Kept | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const kept: unknown = JSON.parse(text);
  if (shape.fits(kept)) return kept;
  throw new UsageError(
    `Expected the ${what} of an interrupted run in ${file}: ${shape.misfit(kept)}. Try without --resume.`,
  );
}

function parseEntry(line: string, place: string): Entry {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    throw damaged(place, "it is not JSON");
  }
  if (entryShape.fits(entry)) return entry;
  throw damaged(place, entryShape.misfit(entry)!);
}

function damaged(place: string, how: string): UsageError {
  return new UsageError(
    `Expected a finished sample in ${place}: ${how}. Try without --resume, or remove the line.`,
  );
}

function placeKey(variant: VariantId, cell: string | undefined, round: number | undefined): string {
  return JSON.stringify([variant, cell ?? null, round ?? null]);
}

/** JSON with sorted keys, so that the order in which an object was built does not count. */
function canonical(value: object): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
