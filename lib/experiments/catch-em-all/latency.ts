import { catchEmAll } from "../../catalogue/catch-em-all.js";
import type { Profile, Variant } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import { runJob } from "../../measure/run-job.js";
import type { Origin } from "../../servers/origin/origin.js";
import { startOrigin } from "../../servers/origin/start-origin.js";
import {
  type ParameterSpec,
  type Preparation,
  type PreparedExperiment,
  type RunnableExperiment,
  resolveParameters,
} from "../experiment.js";
import { runsIn, type Settings } from "../settings.js";
import { decodingCosts } from "./decoding-costs.js";
import { fetchJob } from "./fetch-job.js";
import { fetchIdeal, fetchLimit } from "./fetch-model.js";
import { findFetchPrograms } from "./fetch-programs.js";
import { COMPILES_TO_THE_END, LOCAL_ONLY, seenAtOrigin } from "./use-origin.js";

const parameters = {
  documents: { smoke: 3, quick: 6, full: 8, minimum: 2, maximum: 898, says: "how many to fetch" },
} satisfies Record<string, ParameterSpec>;

/** In ms, ascending; 100 is the essay's example of a slow connection. The first is the headline. */
const ROUND_TRIPS_MS: Readonly<Record<Profile, readonly number[]>> = {
  smoke: [1, 100],
  quick: [1, 100],
  full: [0, 1, 5, 10, 25, 50, 100],
};

const { variants } = catchEmAll.experiments.find(({ id }) => id === "latency")!;

/** D2 `latency`: serial against concurrent in each language, as the time of a round trip grows. */
export const latency: RunnableExperiment = {
  document: "catch-em-all",
  id: "latency",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    preparation.onStep("starting the origin and its relay");
    const origin = await startOrigin({ documents: chosen.documents!, signal: preparation.signal });
    try {
      return await prepareAt(origin, chosen.documents!, settings, preparation);
    } catch (thrown) {
      await origin.stop();
      throw thrown;
    }
  },
};

async function prepareAt(
  origin: Origin,
  documents: number,
  settings: Settings,
  preparation: Preparation,
): Promise<PreparedExperiment> {
  const chosen = variants.filter(({ from }) => runsIn(from, settings.profile));
  const programs = await findFetchPrograms(chosen, origin, settings, preparation);
  const cells = ROUND_TRIPS_MS[settings.profile].map((rttMs) => ({
    id: `rttMs=${rttMs}`,
    conditions: { documents, rttMs, serviceMs: 0, limit: documents },
  }));
  const headline = cells[0]!;
  const costs = decodingCosts(documents);

  const subjectOf = ({ id }: Variant, cell: typeof headline): Subject => {
    const place = { id, ...(cell !== headline && { cell: cell.id }) };
    const program = programs.get(id)!;
    if ("missing" in program) return { ...place, missing: program.missing };
    const job = fetchJob(program, origin, cell.conditions, preparation.signal);
    return {
      ...place,
      async sample() {
        await origin.configure({ rttMs: cell.conditions.rttMs });
        return seenAtOrigin(origin, () => runJob(...job));
      },
    };
  };

  return {
    timed: true,
    parameters: { documents },
    cells: Object.fromEntries(
      cells.map(({ id, conditions }) => [
        id,
        { parameters: { ...conditions }, ideal: fetchIdeal(conditions, costs) },
      ]),
    ),
    // The copy tells the noise, for which one cell is enough: the first, where it costs the least time.
    subjects: cells.flatMap((cell) =>
      chosen.filter(({ copyOf }) => !copyOf || cell === headline).map((variant) => subjectOf(variant, cell)),
    ),
    traced: [],
    limits: Object.fromEntries(chosen.map(({ id }) => [id, fetchLimit(id, headline.conditions)])),
    warnings: [COMPILES_TO_THE_END, ...(settings.originUrl === undefined ? [] : [LOCAL_ONLY])],
    close: () => origin.stop(),
  };
}
