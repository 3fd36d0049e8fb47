import { stat } from "node:fs/promises";
import path from "node:path";
import type { Document, Experiment, Slug } from "../catalogue/entry.js";
import { documents } from "../catalogue/index.js";
import { shown, UsageError } from "../errors.js";
import { newBundleDisplay } from "../jupyter/display.js";
import { describeMachine } from "../measure/environment.js";
import { projectFolder } from "../paths.js";
import { readPlacedResult, resultFiles } from "../store/read-results.js";
import type { ResultFile } from "../store/result.js";
import type { Strategy } from "../strategies/strategy.js";
import { type HarnessRequest, RESULT_MEDIA_TYPE } from "./harness-message.js";
import { LiveView } from "./live-view.js";
import { measureExperiment } from "./measure.js";
import { saveOwnStrategy } from "./own-strategy/own-strategy.js";
import { OWN_STRATEGIES_RUN_IN, withOwnStrategy } from "./own-strategy/own-variant.js";
import { parsePeers, parseProfile } from "./settings.js";

/** One experiment's results, ready to be shown. */
export interface Measurement {
  readonly document: Document;
  readonly experiment: Experiment;
  readonly file: ResultFile;
}

/** The values of a notebook's `parameters` cell: those named here, and the experiment's own parameters by name. */
export interface MeasureParameters {
  readonly profile: string;
  readonly seed: number;
  readonly peers: string;
  readonly resume: boolean;
  /** A server to use in place of the local origin; empty for none. */
  readonly origin?: string;
  /** The machine's name in the results; empty for the one made from its hardware. */
  readonly machine?: string;
  /** 0 leaves it to the profile. */
  readonly [parameter: string]: string | number | boolean | undefined;
}

const OWN_NAMES = new Set(["profile", "seed", "peers", "resume", "origin", "machine"]);

/**
 * Measures one experiment in clean processes, showing its progress in the cell, and shows the result in the form in
 * which a runner collects it. Interrupting the cell ends the measurement and every program of it.
 */
export async function measure(slug: Slug, id: string, parameters: MeasureParameters): Promise<Measurement> {
  const { document, experiment } = find(slug, id);
  const display = newBundleDisplay();
  const view = new LiveView(experiment);
  const file = await measureExperiment(requestOf(slug, id, parameters), {
    onProgress: (progress) => display.show(view.after(progress)),
  });
  display.show({ [RESULT_MEDIA_TYPE]: file, "text/plain": resultText(file, id) });
  return { document, experiment, file };
}

/**
 * Measures a strategy of your own against a few of the library's, at what the experiment has for a headline: each in
 * clean processes, in random rounds, yours under two names so that the noise is seen.
 *
 * The strategy travels as its source. It may use what the language and Node offer to all, and what `@interleave/lib`
 * exports of strategies and primitives; whatever else it takes from around itself stays behind.
 *
 * @param strategy is called what its table and charts call it; an anonymous one is `yours`
 * @throws {UsageError} when it uses a name that it does not bring along; the message has the name
 */
export async function measureOwn(strategy: Strategy, parameters: MeasureParameters): Promise<Measurement> {
  const found = find(OWN_STRATEGIES_RUN_IN.document, OWN_STRATEGIES_RUN_IN.experiment);
  const own = await saveOwnStrategy(strategy);
  const experiment = withOwnStrategy(found.experiment, own);
  const document = { ...found.document, experiments: [experiment] };
  const request = requestOf(document.slug, experiment.id, parameters);
  const display = newBundleDisplay();
  const view = new LiveView(experiment);
  const file = await measureExperiment(
    { ...request, resume: false, settings: { ...request.settings, own } },
    { onProgress: (progress) => display.show(view.after(progress)) },
  );
  // Not in the form that a runner collects: what a reader tries belongs to no published result.
  display.show({ "text/plain": resultText(file, experiment.id) });
  return { document, experiment, file };
}

/**
 * The results of an experiment that are published with the project: this machine's, where it has any, or else the
 * first machine's. Null when there are none.
 */
export async function committed(slug: Slug, id: string): Promise<Measurement | null> {
  const { document, experiment } = find(slug, id);
  const files = await resultFiles(path.join(projectFolder, "results"));
  const own = files.filter((file) => path.basename(file, ".json") === slug);
  const candidates = (await Promise.all(own.map(readPublished))).filter((result) => id in result.experiments);
  const here = describeMachine().id;
  const file = candidates.find((result) => result.machine.id === here) ?? candidates[0];
  return file ? { document, experiment, file } : null;
}

/** Published results by file, for as long as the file is the same: nearly every cell that judges asks for them. */
const published = new Map<string, { readonly version: string; readonly result: Promise<ResultFile> }>();

async function readPublished(file: string): Promise<ResultFile> {
  const { mtimeMs, size, ino } = await stat(file);
  const version = `${mtimeMs} ${size} ${ino}`;
  const known = published.get(file);
  if (known?.version === version) return known.result;
  const result = readPlacedResult(file);
  published.set(file, { version, result });
  result.catch(() => published.delete(file));
  return result;
}

/**
 * A measurement that is enough to judge by: a smoke run, which runs everything once, gives way to the published
 * results, where there are any.
 */
export async function orCommitted(measurement: Measurement): Promise<Measurement> {
  const { document, experiment, file } = measurement;
  if (file.profile !== "smoke") return measurement;
  return (await committed(document.slug, experiment.id)) ?? measurement;
}

function requestOf(slug: Slug, id: string, parameters: MeasureParameters): HarnessRequest {
  const own = Object.entries(parameters).filter(
    (entry): entry is [string, number] =>
      !OWN_NAMES.has(entry[0]) && typeof entry[1] === "number" && entry[1] !== 0,
  );
  return {
    document: slug,
    experiment: id,
    settings: {
      profile: parseProfile(parameters.profile),
      seed: parameters.seed,
      peers: parsePeers(parameters.peers),
      parameters: Object.fromEntries(own),
      ...(parameters.origin && { originUrl: parameters.origin }),
    },
    resume: parameters.resume,
    ...(parameters.machine && { machine: parameters.machine }),
  };
}

function find(slug: Slug, id: string): { document: Document; experiment: Experiment } {
  for (const document of documents) {
    const experiment =
      document.slug === slug && document.experiments.find((candidate) => candidate.id === id);
    if (experiment) return { document, experiment };
  }
  throw new UsageError(`Expected an experiment of the catalogue, got ${shown(`${slug}/${id}`)}.`);
}

function resultText(file: ResultFile, id: string): string {
  const samples = Object.values(file.experiments[id]?.variants ?? {}).flatMap((variant) => variant.samples);
  const ok = samples.filter((sample) => sample.status === "ok").length;
  return `${id}: ${ok} of ${samples.length} samples ended well, profile ${file.profile}, seed ${file.seed}`;
}
