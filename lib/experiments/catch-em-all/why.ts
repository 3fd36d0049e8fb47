import { catchEmAll } from "../../catalogue/catch-em-all.js";
import type { VariantId } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import { runJob } from "../../measure/run-job.js";
import type { Origin } from "../../servers/origin/origin.js";
import {
  type ParameterSpec,
  type Preparation,
  type PreparedExperiment,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { runsIn, type Settings } from "../settings.js";
import { fetchJob } from "./fetch-job.js";
import { findFetchProgram } from "./fetch-programs.js";
import { type Network, startNetworks } from "./networks.js";
import { COMPILES_TO_THE_END, LOCAL_ONLY, seenAtOrigin } from "./use-origin.js";

const parameters = {
  documents: { smoke: 5, quick: 12, full: 12, minimum: 2, maximum: 898, says: "how many to fetch" },
  rttMs: { smoke: 10, quick: 10, full: 40, minimum: 0, maximum: 1000, says: "round-trip time in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** How a variant's program is run: which of the TypeScript program's variants it is, and what it meets. */
interface Setup {
  readonly network: Network;
  readonly typescript?: string;
  /** Connections, for a program that bounds them. */
  readonly limit?: (documents: number) => number;
}

/** aiohttp's limit of 100 in the share that it had in the essay's 150 documents. */
const AS_AIOHTTP = (documents: number) => Math.ceil((documents * 100) / 150);
const UNLIMITED = (documents: number) => documents;

/** What is not here meets the essay's network under the name that it has in `fetch`. */
const setups: Readonly<Record<VariantId, Setup>> = {
  "ts/gather-copy": { network: "essay", typescript: "gather" },
  "ts/plain-loop": { network: "plain", typescript: "await-in-loop" },
  "ts/plain-gather": { network: "plain", typescript: "gather" },
  "ts/uncompressed": { network: "uncompressed", typescript: "gather" },
  "ts/names": { network: "names", typescript: "gather" },
  "python/pooled": { network: "essay", limit: AS_AIOHTTP },
  "python/unpooled": { network: "essay", limit: UNLIMITED },
  "python/plain-session": { network: "plain" },
  "python/plain-gather": { network: "plain", limit: UNLIMITED },
  "python/uncompressed": { network: "uncompressed", limit: UNLIMITED },
  "python/names": { network: "names", limit: UNLIMITED },
  "go/http2": { network: "http2" },
  "go/plain-serial": { network: "plain" },
  "go/plain-goroutines": { network: "plain" },
  "go/uncompressed": { network: "uncompressed" },
  "go/names": { network: "names" },
};

const { variants } = catchEmAll.experiments.find(({ id }) => id === "why")!;

/** D2 `why`: the gap between the essay's programs, one factor at a time. */
export const why: RunnableExperiment = {
  document: "catch-em-all",
  id: "why",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const ids = variants.filter(({ from }) => runsIn(from, settings.profile)).map(({ id }) => id);
    preparation.onStep("starting an origin and its relay for each network");
    const origins = await startNetworks(
      new Set(ids.map((id) => setupOf(id).network)),
      chosen,
      preparation.signal,
    );
    const close = async () => {
      await Promise.all([...origins.values()].map((origin) => origin.stop()));
    };
    try {
      return { ...(await prepareAt(origins, ids, chosen, settings, preparation)), close };
    } catch (thrown) {
      await close();
      throw thrown;
    }
  },
};

async function prepareAt(
  origins: ReadonlyMap<Network, Origin>,
  ids: readonly VariantId[],
  chosen: Chosen,
  settings: Settings,
  preparation: Preparation,
): Promise<Omit<PreparedExperiment, "close">> {
  const { documents } = chosen;
  const subjects: Subject[] = [];
  for (const variant of variants.filter(({ id }) => ids.includes(id))) {
    const { id } = variant;
    const { network, limit = UNLIMITED, typescript = id.slice("ts/".length) } = setupOf(id);
    const origin = origins.get(network)!;
    const program = await findFetchProgram(variant, typescript, origin, settings, preparation);
    if ("missing" in program) {
      subjects.push({ id, missing: program.missing });
      continue;
    }
    const conditions = { ...chosen, serviceMs: 0, limit: limit(documents) };
    const job = fetchJob(program, origin, conditions, preparation.signal);
    subjects.push({ id, sample: () => seenAtOrigin(origin, () => runJob(...job)) });
  }
  return {
    timed: true,
    parameters: chosen,
    cells: { [`documents=${documents}`]: { parameters: chosen } },
    subjects,
    traced: [],
    limits: {},
    warnings: [COMPILES_TO_THE_END, ...(settings.originUrl === undefined ? [] : [LOCAL_ONLY])],
  };
}

function setupOf(id: VariantId): Setup {
  return setups[id] ?? { network: "essay" };
}
