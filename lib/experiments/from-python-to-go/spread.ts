import { availableParallelism } from "node:os";
import type { Profile, VariantId } from "../../catalogue/entry.js";
import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import type { Subject } from "../../measure/rounds.js";
import type { SampleBody } from "../../measure/run-job.js";
import { compiledModule } from "../../paths.js";
import type { ProgramCommand } from "../../program.js";
import { workAnswer } from "../../servers/spread/work-server.js";
import { jainIndex } from "../../stats/jain-index.js";
import type { Cell } from "../../store/result.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { typescriptProgram } from "../programs.js";
import { sampleServer } from "../sample-server.js";
import { runsIn } from "../settings.js";

const parameters = {
  // More workers than some machines have cores: shares are counted and not timed, and so the same everywhere.
  workers: { smoke: 4, quick: 4, full: 4, minimum: 2, maximum: 64, says: "processes behind the port" },
  clients: { smoke: 16, quick: 16, full: 16, minimum: 1, maximum: 1024, says: "at once" },
  periods: { smoke: 3, quick: 8, full: 25, minimum: 1, maximum: 10_000, says: "requests of each client" },
  periodMs: { smoke: 20, quick: 20, full: 20, minimum: 1, maximum: 10_000, says: "between two in ms" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** One client in four asks for nine times as much; the even mix has the same mean. */
const COSTS = { uneven: { units: 1, dearUnits: 9 }, even: { units: 3, dearUnits: 3 } } as const;

interface SpreadCell {
  readonly id: string;
  readonly keepAlive: boolean;
  readonly costs: keyof typeof COSTS;
}

const allCells: readonly SpreadCell[] = [
  { id: "keep-alive", keepAlive: true, costs: "uneven" },
  { id: "closing", keepAlive: false, costs: "uneven" },
  { id: "keep-alive-even", keepAlive: true, costs: "even" },
  { id: "closing-even", keepAlive: false, costs: "even" },
];

const server: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "spread", "spread-server-program.js")],
};

/** D1 `spread`: how connections, and with them work, are dealt out among worker processes. */
export const spread: RunnableExperiment = {
  document: "from-python-to-go",
  id: "spread",
  parameters,
  async prepare({ profile, seed, parameters: given }, { signal }) {
    const chosen = resolveParameters(parameters, profile, given) as Chosen;
    const entry = fromPythonToGo.experiments.find(({ id }) => id === "spread")!;
    const variants = entry.variants.filter(({ from }) => runsIn(from, profile));
    const cells = profile === "smoke" ? allCells.slice(0, 2) : allCells;
    const subjectOf = (id: VariantId, copyOf: VariantId | undefined, cell: SpreadCell): Subject => ({
      id,
      ...(cell !== cells[0] && { cell: cell.id }),
      timed: timedIn(profile, cell),
      sample: async ({ round }) => {
        const dispatch = (copyOf ?? id).slice("ts/".length);
        const plan = { ...planOf(cell, chosen), seed: seed + round };
        const sample = await sampleServer({
          server: { command: server, argument: { dispatch, workers: chosen.workers } },
          load: {
            command: typescriptProgram,
            argument: { program: "from-python-to-go/spread-load", ...plan },
          },
          plan: { clients: chosen.clients, windowMs: chosen.periods * chosen.periodMs },
          expectedDigest: digestOf(answersOf(cell)),
          signal,
        });
        return withShares(sample, chosen.workers);
      },
    });
    return {
      timed: true,
      budgetMs: 20_000,
      parameters: chosen,
      cells: Object.fromEntries(cells.map((cell) => [cell.id, describe(cell, chosen)])),
      subjects: cells.flatMap((cell) =>
        variants
          .filter(({ copyOf }) => copyOf === undefined || cell === cells[0])
          .map(({ id, copyOf }) => subjectOf(id, copyOf, cell)),
      ),
      traced: [],
      limits: {},
      warnings: warningsOf(chosen),
      close: async () => {},
    };
  },
};

/** The claim is about connections that are kept; beside it one sample shows what the others come to. */
function timedIn(profile: Profile, { id }: SpreadCell): boolean {
  return profile === "full" || id === allCells[0]!.id;
}

function planOf({ keepAlive, costs }: SpreadCell, { clients, periods, periodMs }: Chosen) {
  return { keepAlive, clients, periods, periodMs, ...COSTS[costs] };
}

function describe(cell: SpreadCell, chosen: Chosen): Cell {
  return { parameters: { ...planOf(cell, chosen), workers: chosen.workers, costs: cell.costs } };
}

function answersOf({ costs }: SpreadCell): string[] {
  const { units, dearUnits } = COSTS[costs];
  return [...new Set([units, dearUnits].map((each) => workAnswer(each).trim()))].sort();
}

/** What the workers counted, as figures of fairness. */
export function withShares(sample: SampleBody, workerCount: number): SampleBody {
  const { counters } = sample;
  const counted = (what: "Work" | "Requests") =>
    Array.from({ length: workerCount }, (_, index) => counters?.[`worker${index + 1}${what}`] ?? Number.NaN);
  const work = counted("Work");
  if (!counters || work.some(Number.isNaN)) return sample;
  const mean = work.reduce((sum, each) => sum + each, 0) / workerCount;
  return {
    ...sample,
    counters: {
      ...counters,
      jainIndex: jainIndex(work),
      requestsJainIndex: jainIndex(counted("Requests")),
      maxOverMean: Math.max(...work) / mean,
    },
  };
}

function warningsOf({ workers }: Chosen): string[] {
  const cores = availableParallelism();
  return workers > cores
    ? [`${workers} workers shared ${cores} cores: shares do not depend on that, response times do.`]
    : [];
}
