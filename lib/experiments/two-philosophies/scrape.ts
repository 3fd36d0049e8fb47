import { isCopy } from "../../catalogue/copy-of.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import { startServer } from "../../measure/server-program.js";
import { compiledModule } from "../../paths.js";
import { FAILING, FAILING_PAGE, pages } from "../../servers/scrape/pages.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { predictFromParameters } from "../predict-jobs.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";

const parameters = {
  unitMs: {
    smoke: 2,
    quick: 5,
    full: 50,
    minimum: 0,
    maximum: 1000,
    says: "one unit of a page's delay in ms",
  },
} satisfies Record<string, ParameterSpec>;

const START_LIMIT_MS = 10_000;
const TIME_LIMIT_MS = 60_000;

/** D3 `scrape`: five pages of a server of ours, read at once; and the same with one that fails. */
export const scrape: RunnableExperiment = {
  document: "two-philosophies",
  id: "scrape",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const unitMs = chosen.unitMs!;
    preparation.onStep("starting the server of the pages");
    const program = compiledModule("servers", "scrape", "scrape-server-program.js");
    const server = await startServer(
      { file: process.execPath, args: [program] },
      { unitMs },
      { startLimitMs: START_LIMIT_MS, signal: preparation.signal },
    );
    const close = async () => void (await server.stop());
    const origin = `http://127.0.0.1:${server.report.port}`;
    const cells = [allOf(origin, unitMs), failingOf(origin, unitMs)];
    try {
      const programs = await findPrograms(twoPhilosophies, "scrape", settings, preparation);
      const predictions = predictFromParameters(
        "All pages are asked for at once, so the slowest decides; connecting, sending and parsing cost nothing.",
        cells.slice(0, 1),
        programs,
        () => ({ ms: slowestMs(unitMs), because: "the slowest page" }),
      );
      return prepareJobs(
        {
          document: twoPhilosophies,
          id: "scrape",
          timed: true,
          budgetMs: 12_000,
          parameters: chosen,
          cells,
          predictions,
          close,
        },
        programs,
        preparation,
      );
    } catch (thrown) {
      await server.kill();
      throw thrown;
    }
  },
};

function allOf(origin: string, unitMs: number): JobCell {
  const slowest = slowestMs(unitMs);
  return {
    id: `unitMs=${unitMs}`,
    description: {
      parameters: { unitMs },
      ideal: { ms: slowest, because: `the slowest of ${pages.length} pages is due after ${slowest} ms` },
    },
    runs: () => true,
    argument: () => ({ origin, pages: pages.map(({ path }) => path) }),
    timeLimitMs: TIME_LIMIT_MS,
    expectedDigest: () => digestOf(pages.map(({ bytes }) => String(bytes))),
  };
}

function slowestMs(unitMs: number): number {
  return Math.max(...pages.map(({ delayUnits }) => delayUnits)) * unitMs;
}

/** Which of the other pages come through differs; a program that shows a wrong size does so in the first cell too. */
function failingOf(origin: string, unitMs: number): JobCell {
  return {
    id: "failing",
    description: { parameters: { unitMs, failing: FAILING_PAGE } },
    runs: (variant) => !isCopy(variant),
    argument: () => ({ origin, pages: pages.map(({ path }) => `${FAILING}${path}`) }),
    timeLimitMs: TIME_LIMIT_MS,
    timed: false,
  };
}
