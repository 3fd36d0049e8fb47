import { isCopy } from "../../catalogue/copy-of.js";
import type { Profile, VariantId } from "../../catalogue/entry.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";
import { languageOf } from "../programs.js";
import type { SHAPES } from "./channel-shapes.js";

const parameters = {
  items: {
    smoke: 4_000,
    quick: 400_000,
    full: 400_000,
    minimum: 200,
    maximum: 100_000_000,
    says: "values that are sent",
  },
  buffer: {
    smoke: 100,
    quick: 100,
    full: 100,
    minimum: 1,
    maximum: 1024,
    says: "values that a buffer holds",
  },
  channels: { smoke: 8, quick: 8, full: 8, minimum: 1, maximum: 64, says: "that a select chooses among" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

const BUFFERS = [1, 10, 1024];
const CHANNEL_COUNTS = [1, 2, 64];
/** A hand-off of asyncio takes tens of times as long as the others', and a choice as long as several hand-offs. */
const SHARES = { typescript: 1, go: 1, pypy: 1, python: 1 / 40 } as const;
const SELECTED_SHARE = 1 / 20;

/** D3 `channel`: what one item costs in a stream, to and fro, and chosen from many; and whether the choice is fair. */
export const channel: RunnableExperiment = {
  document: "two-philosophies",
  id: "channel",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    return prepareJobs(
      {
        document: twoPhilosophies,
        id: "channel",
        timed: true,
        budgetMs: 25_000,
        parameters: chosen,
        cells: cellsOf(settings.profile, chosen),
      },
      await findPrograms(twoPhilosophies, "channel", settings, preparation),
      preparation,
    );
  },
};

function cellsOf(profile: Profile, { items, buffer, channels }: Chosen): JobCell[] {
  const stream = (capacity: number, id: string) =>
    cellOf(id, items, { shape: "stream", capacity, channels: 1 });
  const select = (count: number, id: string) =>
    cellOf(id, items * SELECTED_SHARE, { shape: "select", capacity: 0, channels: count });
  const cells = [
    stream(0, "unbuffered"),
    stream(buffer, "buffered"),
    cellOf("ping-pong", items / 4, { shape: "ping-pong", capacity: 0, channels: 2 }),
    select(channels, "select"),
  ];
  if (profile !== "full") return cells;
  return [
    ...cells,
    ...BUFFERS.filter((other) => other !== buffer).map((other) => stream(other, `buffer=${other}`)),
    ...CHANNEL_COUNTS.filter((other) => other !== channels).map((other) =>
      select(other, `channels=${other}`),
    ),
  ];
}

interface CellPlan {
  readonly shape: (typeof SHAPES)[number];
  readonly capacity: number;
  readonly channels: number;
}

function cellOf(id: string, items: number, plan: CellPlan): JobCell {
  // An even number: what goes to and fro goes both ways equally often.
  const itemsOf = (variant: VariantId) => 2 * Math.ceil((items * SHARES[languageOf(variant)]) / 2);
  return {
    id,
    description: { parameters: { ...plan } },
    runs: (variant) => runsIn(plan.shape, variant),
    argument: (variant) => ({ ...plan, items: itemsOf(variant) }),
    timeLimitMs: 60_000,
    expectedDigest: (variant) => digestOf([String(answerOf(plan.shape, itemsOf(variant)))]),
  };
}

/** The copy tells the noise of the streams; generators have no select. */
function runsIn(shape: CellPlan["shape"], variant: VariantId): boolean {
  if (isCopy(variant)) return shape === "stream";
  return shape !== "select" || variant !== "ts/generator-channel";
}

/** The sum of the numbers of a stream, the turns of a game, the choices of a select. */
function answerOf(shape: CellPlan["shape"], items: number): number {
  if (shape === "stream") return (items * (items - 1)) / 2;
  return shape === "ping-pong" ? items / 2 : items;
}
