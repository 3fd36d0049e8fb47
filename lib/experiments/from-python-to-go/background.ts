import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { isCopy } from "../../catalogue/copy-of.js";
import type { Profile, VariantId } from "../../catalogue/entry.js";
import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import type { Subject } from "../../measure/rounds.js";
import { compiledModule } from "../../paths.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import type { MailFormName } from "../../servers/background/forms.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, type VariantProgram } from "../prepare-jobs.js";
import { languageOf } from "../programs.js";
import type { ReadyProgram } from "../sample-server.js";
import type { Settings } from "../settings.js";
import { type MailServices, openMailServices } from "./mail-services.js";
import { type MailSignal, sampleBackground } from "./sample-background.js";

const parameters = {
  ratePerSecond: { smoke: 100, quick: 200, full: 200, minimum: 1, maximum: 2000, says: "pages a second" },
  sinkDelayMs: {
    smoke: 40,
    quick: 100,
    full: 100,
    minimum: 0,
    maximum: 2000,
    says: "time that the mail server takes for one mail, in ms",
  },
  // The first pages of a process wait for its code to be loaded.
  warmupMs: { smoke: 50, quick: 200, full: 300, minimum: 1, maximum: 10_000, says: "load before it counts" },
  windowMs: { smoke: 100, quick: 300, full: 500, minimum: 10, maximum: 60_000, says: "load that counts" },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** What the page takes without its mail; the claims have it too. */
const HANDLER_MS = 20;
/** As many as pages that wait inline for the slowest mail server of the sweep. */
const CONNECTIONS = 128;

const SIGNALS: readonly MailSignal[] = ["SIGTERM", "SIGKILL"];
/** Beyond the headline, each in a cell of its own. */
const SWEEP_DELAYS_MS = [0, 400];
const SWEEP_RATES = [50];

const DURABLE: readonly MailFormName[] = ["sqlite-queue", "redis-queue"];

const typescriptServer: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "background", "page-server-program.js")],
};

/** One combination of a load and what happens to the server. */
interface MailCell {
  readonly id: string;
  readonly sinkDelayMs: number;
  readonly ratePerSecond: number;
  readonly midway?: MailSignal;
}

/** D1 `background`: a page that promises a mail, while it lives, when it is asked to end, and when it is killed. */
export const background: RunnableExperiment = {
  document: "from-python-to-go",
  id: "background",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const programs = await findPrograms(fromPythonToGo, "background", settings, preparation);
    const services = await openMailServices(preparation);
    const cells = cellsOf(chosen, settings);
    const subjects = cells.flatMap((cell) =>
      [...programs]
        .filter(([id]) => cell.midway === undefined || isEnded(id, settings))
        .map(([id, program]) => subjectOf(id, program, cell, chosen, services, settings)),
    );
    return {
      timed: true,
      parameters: chosen,
      cells: Object.fromEntries(
        cells.map(({ id, ...cell }) => [id, { parameters: { handlerMs: HANDLER_MS, ...cell } }]),
      ),
      subjects,
      traced: [],
      limits: {},
      warnings: [],
      close: services.close,
    };
  },
};

function cellsOf({ sinkDelayMs, ratePerSecond }: Chosen, { profile }: Settings): MailCell[] {
  const undisturbed: MailCell = { id: "undisturbed", sinkDelayMs, ratePerSecond };
  const ended = SIGNALS.map((midway) => ({ ...undisturbed, id: midway, midway }));
  if (profile !== "full") return [undisturbed, ...ended];
  return [
    undisturbed,
    ...ended,
    ...SWEEP_DELAYS_MS.map((ms) => ({ ...undisturbed, id: `sinkDelayMs=${ms}`, sinkDelayMs: ms })),
    ...SWEEP_RATES.map((rate) => ({ ...undisturbed, id: `ratePerSecond=${rate}`, ratePerSecond: rate })),
  ];
}

function subjectOf(
  id: VariantId,
  program: VariantProgram | MissingProgram,
  cell: MailCell,
  { warmupMs, windowMs }: Chosen,
  services: MailServices,
  settings: Settings,
): Subject {
  const place = { id, ...(cell.id !== "undisturbed" && { cell: cell.id }) };
  if ("missing" in program) return { ...place, missing: program.missing };
  const form = program.argument.variant;
  if (form === "redis-queue" && "missing" in services.redis) {
    return { ...place, missing: services.redis.missing };
  }
  return {
    ...place,
    timed: cell.midway === undefined,
    sample: async ({ signal }) =>
      sampleBackground({
        server: await serverOf(id, program, services),
        sink: services.sink,
        sinkDelayMs: cell.sinkDelayMs,
        load: { ratePerSecond: cell.ratePerSecond, warmupMs, windowMs: windowMsOf(cell, windowMs, settings) },
        connections: CONNECTIONS,
        durable: DURABLE.some((durable) => durable === form),
        ...(cell.midway && { midway: cell.midway }),
        signal,
      }),
  };
}

/** Fewer pages have no hundredth that is the slowest. */
const PAGES_IN_FULL = 100;

/**
 * How many windows long the load around a signal is, which comes in its middle. In `full` what comes before it is as
 * much as the others' load; in `smoke` a busy machine too has answered pages by then.
 */
const WINDOWS_AROUND_SIGNAL: Readonly<Record<Profile, number>> = { smoke: 8, quick: 1, full: 2 };

function windowMsOf({ midway, ratePerSecond }: MailCell, windowMs: number, { profile }: Settings): number {
  if (midway !== undefined) return WINDOWS_AROUND_SIGNAL[profile] * windowMs;
  return profile === "full" ? Math.max(windowMs, (PAGES_IN_FULL * 1000) / ratePerSecond) : windowMs;
}

/** With a folder and a queue of its own: no sample finds the mails of another. */
async function serverOf(
  id: VariantId,
  { command, argument: { variant } }: VariantProgram,
  { sink, folder: parent, redis }: MailServices,
): Promise<ReadyProgram> {
  const name = randomUUID();
  const argument = { handlerMs: HANDLER_MS, name, smtpPort: sink.port };
  if (languageOf(id) !== "typescript") return { command, argument };
  const folder = path.join(parent, name);
  await mkdir(folder);
  const redisPort = "port" in redis ? redis.port : 0;
  return {
    command: typescriptServer,
    argument: { ...argument, form: variant, folder, redisPort, queue: name },
  };
}

/** A copy is for the time of its pages; to see that it all runs, one process killed with its mails in a file will do. */
function isEnded(id: VariantId, { profile }: Settings): boolean {
  return profile === "smoke" ? id === "ts/sqlite-queue" : !isCopy(id);
}
