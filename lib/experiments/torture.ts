import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { RunError } from "../errors.js";
import { readSystemFile } from "../measure/system-file.js";
import { compiledModule } from "../paths.js";
import type { Random } from "../stats/random.js";
import type { ResultFile, Sample } from "../store/result.js";
import type { HarnessMessage, HarnessRequest } from "./harness-message.js";

/** One start of a harness, and how it went. */
export interface Attempt {
  /** When it was killed, from its start; null when it came to its end first. */
  readonly killedAfterMs: number | null;
  /** The command of the program, server or worker that was killed; null where none was. */
  readonly struck: string | null;
  /** Samples that it said were finished, those taken from the journal among them. */
  readonly reportedCount: number;
  /** Whole lines of the journal afterwards. */
  readonly journalCount: number;
  /** Processes of the run that were still there ten seconds after its end, by their commands. */
  readonly orphans: readonly string[];
  /** What is wrong, a clause each; none for an attempt as it should be. */
  readonly faults: readonly string[];
}

export interface TortureOptions {
  /** Without `resume`, which each attempt sets for itself. */
  readonly request: Omit<HarnessRequest, "resume">;
  /** An empty folder for the journals; it also marks the processes of the run, which inherit its name. */
  readonly stateFolder: string;
  readonly killCount: number;
  /** Whom a kill hits: the harness, or any other process of the run. Default: `runner`. */
  readonly victim?: "runner" | "program";
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onAttempt?: (attempt: Attempt, killsSoFar: number) => void;
}

/** An orphan looks for its parent once a second. */
const ORPHAN_LIMIT_MS = 10_000;

/**
 * Runs an experiment over and over, each time ending its harness with SIGKILL at a random moment and resuming it
 * after, until it was killed often enough and came to its end once more. A killed harness must lose no sample that it
 * had called finished and leave no process; a resumed one must have every planned sample once, the journal's unchanged.
 * With `program` as the victim, kills hit the programs, servers and workers that the harness has started, and it must
 * come to its end all the same: with every planned sample, those that were struck as errors, or with a sentence.
 *
 * The first run is left in peace: its length bounds the moments, which are uniform over it.
 *
 * @throws {RunError} when the run in peace fails; the signal's reason, when it aborts.
 */
export async function torture(options: TortureOptions): Promise<readonly Attempt[]> {
  const { killCount, random, signal, onAttempt } = options;
  const startedAtMs = performance.now();
  const first = await attempt(options, { resume: false, killAfterMs: null });
  const wholeMs = performance.now() - startedAtMs;
  if (first.faults.length > 0) throw new RunError(`A run in peace failed: ${first.faults.join("; ")}`);
  const attempts = [first];
  onAttempt?.(first, 0);
  let kills = 0;
  for (let resume = false; kills < killCount || resume; ) {
    signal.throwIfAborted();
    const killAfterMs = kills < killCount ? random.float() * wholeMs : null;
    const outcome = await attempt(options, { resume, killAfterMs });
    // A run that came to its end is not resumed: the next one begins anew.
    resume = outcome.killedAfterMs !== null;
    if (resume || outcome.struck !== null) kills++;
    attempts.push(outcome);
    onAttempt?.(outcome, kills);
  }
  return attempts;
}

interface Plan {
  readonly resume: boolean;
  readonly killAfterMs: number | null;
}

async function attempt(options: TortureOptions, { resume, killAfterMs }: Plan): Promise<Attempt> {
  // What a finished run has left would otherwise pass for this one's, if it is killed before it has a journal.
  if (!resume) await rm(path.join(options.stateFolder, "journal"), { recursive: true, force: true });
  const before = await journal(options.stateFolder);
  const request: HarnessRequest = { ...options.request, resume };
  const child = spawn(
    process.execPath,
    [compiledModule("experiments", "harness.js"), JSON.stringify(request)],
    {
      env: { ...process.env, INTERLEAVE_STATE: options.stateFolder },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const closed = once(child, "close");
  const startedAtMs = performance.now();
  let struck: string | null = null;
  const strike = () => {
    if (options.victim === "program") struck = strikeOne(options, child.pid!);
    else child.kill("SIGKILL");
  };
  const timer = killAfterMs === null ? undefined : setTimeout(strike, killAfterMs);
  const stop = () => child.stdin.end();
  options.signal.addEventListener("abort", stop, { once: true });
  const told = await listen(createInterface({ input: child.stdout }));
  await closed;
  clearTimeout(timer);
  options.signal.removeEventListener("abort", stop);
  const killedAfterMs = child.signalCode === "SIGKILL" ? performance.now() - startedAtMs : null;
  const orphans = await orphansOf(options.stateFolder);
  options.signal.throwIfAborted();
  const after = await journal(options.stateFolder);
  const faults = [
    ...(orphans.length > 0 ? [`${orphans.length} processes left`] : []),
    ...(told.reportedCount > after.length
      ? [`${told.reportedCount - after.length} finished samples lost`]
      : []),
    ...(killedAfterMs === null && !endedInASentence(told, struck) ? wrongWith(told, after) : []),
    ...(before.every((line, index) => line === after[index]) ? [] : ["the journal lost what it had"]),
  ];
  const counts = { reportedCount: told.reportedCount, journalCount: after.length };
  return { killedAfterMs, struck, ...counts, orphans, faults };
}

/** @returns the command of the process that was killed; null where the harness had none at the time. */
function strikeOne({ stateFolder, random }: TortureOptions, harness: number): string | null {
  const others = marked(stateFolder).filter(({ pid }) => pid !== harness);
  const one = others[Math.floor(random.float() * others.length)];
  if (one === undefined) return null;
  try {
    process.kill(one.pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
    return null;
  }
  return one.command;
}

/** A run whose server or preparation was struck may end with an error that a person can read, and no other. */
function endedInASentence({ result, failure }: Told, struck: string | null): boolean {
  return struck !== null && result === null && failure?.name === "RunError";
}

interface Told {
  reportedCount: number;
  plannedCount: number;
  result: ResultFile | null;
  failure: { readonly name: string; readonly message: string } | null;
}

async function listen(lines: AsyncIterable<string>): Promise<Told> {
  const told: Told = { reportedCount: 0, plannedCount: 0, result: null, failure: null };
  for await (const line of lines) {
    const message = parsed(line);
    if (message?.type === "progress") {
      told.reportedCount = message.progress.finishedCount;
      told.plannedCount = message.progress.sampleCount;
    } else if (message?.type === "result") told.result = message.result;
    else if (message?.type === "failed") told.failure = message;
  }
  return told;
}

/** Null for half a line, with which a killed harness may end. */
function parsed(line: string): HarnessMessage | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** What is wrong with a run that came to its end. */
function wrongWith({ plannedCount, result, failure }: Told, journalled: readonly string[]): string[] {
  if (!result) return [failure?.message ?? "no result"];
  const samples = Object.values(result.experiments)
    .flatMap(({ variants }) => Object.entries(variants))
    .flatMap(([variant, { samples: own }]) =>
      own.filter(({ status }) => status !== "skipped").map((sample) => ({ variant, sample })),
    );
  const places = new Set(samples.map(({ variant, sample }) => placeOf(variant, sample)));
  const kept = new Set(samples.map((entry) => JSON.stringify(entry)));
  return [
    ...(samples.length === plannedCount && places.size === plannedCount
      ? []
      : [`${samples.length} samples at ${places.size} places of ${plannedCount} planned`]),
    ...(lastAtEachPlace(journalled).every((line) => kept.has(line))
      ? []
      : ["a sample of the journal was changed or left out"]),
  ];
}

/** Without the samples that a later line of the journal supersedes. */
function lastAtEachPlace(journalled: readonly string[]): string[] {
  const last = new Map<string, string>();
  for (const line of journalled) {
    const { variant, sample } = JSON.parse(line);
    last.set(placeOf(variant, sample), line);
  }
  return [...last.values()];
}

function placeOf(variant: string, { round, cell }: Sample): string {
  return JSON.stringify([variant, round, cell]);
}

/** The whole lines of the run's one journal. */
async function journal(stateFolder: string): Promise<string[]> {
  const folder = path.join(stateFolder, "journal");
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return texts.flatMap((text) => text.split("\n").slice(0, -1));
}

/** Commands of the processes that carry the folder's name in their environment, once no more of them end by themselves. */
async function orphansOf(stateFolder: string): Promise<string[]> {
  for (let waitedMs = 0; waitedMs < ORPHAN_LIMIT_MS && marked(stateFolder).length > 0; waitedMs += 100)
    await delay(100);
  return marked(stateFolder).map(({ command }) => command);
}

interface MarkedProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes of the run; none on a system without `/proc`, where nobody can tell. */
function marked(stateFolder: string): MarkedProcess[] {
  const mark = `INTERLEAVE_STATE=${stateFolder}\0`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((name) => readSystemFile(`/proc/${name}/environ`)?.includes(mark))
    .map((name) => ({
      pid: Number(name),
      command: readSystemFile(`/proc/${name}/cmdline`)?.replaceAll("\0", " ").trim() ?? name,
    }));
}
