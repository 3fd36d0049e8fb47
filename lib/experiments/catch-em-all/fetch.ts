import { catchEmAll } from "../../catalogue/catch-em-all.js";
import type { Profile, Variant, VariantId } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import { runJob, traceJob } from "../../measure/run-job.js";
import type { Origin } from "../../servers/origin/origin.js";
import type { Predictions } from "../../store/result.js";
import {
  type ParameterSpec,
  type Preparation,
  type PreparedExperiment,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { withOwnStrategy } from "../own-strategy/own-variant.js";
import { runsIn, type Settings } from "../settings.js";
import { CALIBRATED_DOCUMENTS, calibrateFetch } from "./calibrate-fetch.js";
import { decodingCosts } from "./decoding-costs.js";
import { fetchJob } from "./fetch-job.js";
import { fetchIdeal, fetchLimit } from "./fetch-model.js";
import { type FetchLanguage, fetchPredictions, predictFetch } from "./fetch-prediction.js";
import { type FetchProgram, findFetchPrograms } from "./fetch-programs.js";
import { isElsewhere, openOrigin, seenAtOrigin } from "./use-origin.js";

const parameters = {
  documents: { smoke: 20, quick: 150, full: 150, minimum: 1, maximum: 898, says: "how many to fetch" },
  rttMs: { smoke: 10, quick: 10, full: 40, minimum: 0, maximum: 1000, says: "round-trip time in ms" },
  serviceMs: { smoke: 0, quick: 0, full: 0, minimum: 0, maximum: 1000, says: "time to an answer in ms" },
  limit: { smoke: 10, quick: 50, full: 50, minimum: 1, maximum: 898, says: "requests in flight at most" },
} satisfies Record<string, ParameterSpec>;

/** For a look at a reader's own strategy quick has fewer of both, in the same three rounds of requests. */
const ownParameters = {
  ...parameters,
  documents: { ...parameters.documents, quick: 60 },
  limit: { ...parameters.limit, quick: 20 },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** D2 `fetch`: every way of fetching the documents, against one origin, in random rounds. */
export const fetch: RunnableExperiment = {
  document: "catch-em-all",
  id: "fetch",
  parameters,
  async prepare(settings, preparation) {
    const chosen = choose(settings);
    const cells = cellsOf(isElsewhere(settings) || settings.own ? "smoke" : settings.profile, chosen);
    const mostDocuments = Math.max(...cells.map((cell) => cell.documents));
    const origin = await openOrigin(settings, { ...chosen, documents: mostDocuments }, preparation);
    try {
      return await prepareAt(origin, cells, chosen, settings, preparation);
    } catch (thrown) {
      await origin.stop();
      throw thrown;
    }
  },
};

/** How many requests a server of other people would get. */
export function requestsElsewhere(profile: Profile): number {
  return parameters.documents[profile] * politeVariants(fetchEntry.variants).length;
}

const fetchEntry = catchEmAll.experiments.find(({ id }) => id === "fetch")!;
const POLITE_LIMIT = 8;

function choose(settings: Settings): Chosen {
  const specs = settings.own ? ownParameters : parameters;
  const chosen = resolveParameters(specs, settings.profile, settings.parameters) as Chosen;
  return isElsewhere(settings) ? { ...chosen, limit: Math.min(chosen.limit, POLITE_LIMIT) } : chosen;
}

/** Those that never have more requests in flight than the limit, and say so when they are refused. */
function politeVariants(variants: readonly Variant[]): readonly Variant[] {
  const polite: readonly VariantId[] = ["ts/await-in-loop", "ts/bounded", "python/session", "go/bounded"];
  return variants.filter(({ id }) => polite.includes(id));
}

/** One point of the sweep. */
interface FetchCell {
  readonly id: string;
  readonly documents: number;
  /** A 10 ms ticker runs beside the requests, to see whether they stop the event loop. */
  readonly heartbeat: boolean;
  readonly runs: (variant: VariantId) => boolean;
}

const HEARTBEAT_DOCUMENTS = 5;
const ALL_DOCUMENTS = 898;

/** The pair that the claim is about with the two copies that give its floor, and what the full profile sets beside it. */
const WITH_HEARTBEAT: readonly VariantId[] = [
  "python/requests-in-loop",
  "python/aiohttp-loop",
  "ts/await-in-loop",
  "ts/await-in-loop-copy",
];
const ALSO_WITH_HEARTBEAT: readonly VariantId[] = ["ts/blocking"];
/** One at a time, 898 documents take minutes; the essay itself times only one such program. */
const SERIAL: readonly VariantId[] = [
  "ts/blocking",
  "ts/new-connection",
  "ts/await-in-loop",
  "ts/await-in-loop-copy",
  "python/requests",
  "python/session",
  "go/serial",
  "go/new-connection",
];

function cellsOf(profile: Profile, { documents }: Chosen): readonly FetchCell[] {
  const everywhere = (variant: VariantId) => variant !== "python/requests-in-loop";
  const headline = { id: `documents=${documents}`, documents, heartbeat: false, runs: everywhere };
  if (profile === "smoke") return [headline];
  const heartbeat = {
    id: "heartbeat",
    documents: Math.min(documents, HEARTBEAT_DOCUMENTS),
    heartbeat: true,
    runs: (variant: VariantId) =>
      WITH_HEARTBEAT.includes(variant) || (profile === "full" && ALSO_WITH_HEARTBEAT.includes(variant)),
  };
  if (profile === "quick" || documents === ALL_DOCUMENTS) return [headline, heartbeat];
  const all = {
    id: `documents=${ALL_DOCUMENTS}`,
    documents: ALL_DOCUMENTS,
    heartbeat: false,
    runs: (variant: VariantId) => everywhere(variant) && !SERIAL.includes(variant),
  };
  return [headline, heartbeat, all];
}

async function prepareAt(
  origin: Origin,
  cells: readonly FetchCell[],
  chosen: Chosen,
  settings: Settings,
  preparation: Preparation,
): Promise<PreparedExperiment> {
  const elsewhere = isElsewhere(settings);
  const entry = withOwnStrategy(fetchEntry, settings.own);
  const inProfile = entry.variants.filter((variant) => runsIn(variant.from, settings.profile));
  const variants = elsewhere ? politeVariants(fetchEntry.variants) : inProfile;
  const programs = await findFetchPrograms(variants, origin, settings, preparation);
  const local = settings.originUrl === undefined;
  const headline = cells[0]!;
  // Before the first request: decoding keeps this process from seeing the origin close an idle connection.
  const described = Object.fromEntries(
    cells.map((cell) => {
      const conditions = { ...chosen, documents: cell.documents };
      return [
        cell.id,
        { parameters: conditions, ideal: fetchIdeal(conditions, decodingCosts(cell.documents)) },
      ];
    }),
  );
  const predictions =
    local && !settings.own && headline.documents >= CALIBRATED_DOCUMENTS
      ? await predict(variants, cells, origin, chosen, settings, preparation)
      : undefined;

  const jobOf = (program: FetchProgram, { documents, heartbeat }: FetchCell) =>
    fetchJob(program, origin, { ...chosen, documents, heartbeat }, preparation.signal);
  const subjectOf = (variant: Variant, cell: FetchCell): Subject => {
    const place = { id: variant.id, ...(cell !== headline && { cell: cell.id }) };
    const program = programs.get(variant.id)!;
    if ("missing" in program) return { ...place, missing: program.missing };
    return { ...place, sample: () => seenAtOrigin(origin, () => runJob(...jobOf(program, cell))) };
  };

  return {
    timed: true,
    ...(elsewhere && { roundLimit: 1 }),
    parameters: chosen,
    cells: described,
    subjects: cells.flatMap((cell) =>
      variants.filter(({ id }) => cell.runs(id)).map((variant) => subjectOf(variant, cell)),
    ),
    traced: (elsewhere ? [] : (entry.waterfall ?? [])).flatMap((id) => {
      const program = programs.get(id);
      if (!program || "missing" in program) return [];
      return [{ id, trace: () => traceJob(...jobOf(program, headline)) }];
    }),
    limits: Object.fromEntries(variants.map(({ id }) => [id, fetchLimit(id, chosen)])),
    ...(predictions && { predictions }),
    warnings: local
      ? []
      : ["The origin is not ours: its delays are not known, and the model's bounds do not apply."],
    close: () => origin.stop(),
  };
}

/** Every variant's makespan, beforehand; a smoke run calibrates the one language that it is sure to have. */
async function predict(
  variants: readonly Variant[],
  cells: readonly FetchCell[],
  origin: Origin,
  chosen: Chosen,
  settings: Settings,
  preparation: Preparation,
): Promise<Predictions> {
  const languages: readonly FetchLanguage[] =
    settings.profile === "smoke" ? ["typescript"] : ["typescript", "python", "go"];
  const prices = await calibrateFetch(languages, chosen, origin, settings, preparation);
  const values = cells
    .filter(({ heartbeat }) => !heartbeat)
    .flatMap((cell) =>
      predictFetch(
        variants.filter(({ id, copyOf }) => copyOf === undefined && cell.runs(id)),
        cell.id,
        { ...chosen, documents: cell.documents },
        prices,
      ),
    );
  return fetchPredictions(prices, values);
}
