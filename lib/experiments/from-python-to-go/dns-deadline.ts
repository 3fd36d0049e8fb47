import { availableParallelism } from "node:os";
import type { VariantId } from "../../catalogue/entry.js";
import { fromPythonToGo } from "../../catalogue/from-python-to-go.js";
import type { ProgramCommand } from "../../program.js";
import { addressOf, formatDelayedName } from "../../servers/dns/delayed-name.js";
import type { Ideal } from "../../store/result.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { predictFromParameters } from "../predict-jobs.js";
import { findPrograms, type JobCell, prepareJobs, type VariantPrograms } from "../prepare-jobs.js";
import { type DnsServer, openDns } from "./open-dns.js";

const parameters = {
  names: { smoke: 4, quick: 8, full: 8, minimum: 1, maximum: 1000, says: "how many to resolve" },
  delayMs: { smoke: 10, quick: 20, full: 50, minimum: 0, maximum: 1000, says: "time to an answer in ms" },
  lateDeadlineMs: {
    smoke: 100,
    quick: 200,
    full: 500,
    minimum: 10,
    maximum: 5000,
    says: "deadline, in ms, that one name misses",
  },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** The essay's, which every name meets. */
const DEADLINE_MS = 2_000;
/** The slow name takes so many times its deadline. */
const TOO_SLOW = 1.5;
/** Three is the essay's. */
const SWEEP_NAMES = [3, 32];

/** Threads of libuv's pool, 4 being its default. */
const POOL_THREADS: Readonly<Record<VariantId, number>> = {
  "ts/lookup": 4,
  "ts/lookup-copy": 4,
  "ts/lookup-wide-pool": 16,
};
/** How many of its threads libuv lends to calls as slow as a lookup. */
const slowCallThreads = (threads: number) => Math.floor((threads + 1) / 2);

const GEVENT_THREADS = 10;
const asyncioThreads = () => Math.min(32, availableParallelism() + 4);

/** These take the server's address; all others find it in the system's settings. */
const TAKE_ADDRESS: readonly VariantId[] = ["ts/resolve", "go/resolver"];

/** D1 `dns-deadline`: names resolved at once under one deadline, all prompt, and with one that is late. */
export const dnsDeadline: RunnableExperiment = {
  document: "from-python-to-go",
  id: "dns-deadline",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const found = await findPrograms(fromPythonToGo, "dns-deadline", settings, preparation);
    const dns = await openDns(preparation);
    const sweep = settings.profile === "full" ? SWEEP_NAMES : [];
    const cells = [
      promptCell(chosen, dns),
      lateCell(chosen, dns),
      ...sweep
        .filter((names) => names !== chosen.names)
        .map((names) => promptCell({ ...chosen, names }, dns)),
    ];
    return prepareJobs(
      {
        document: fromPythonToGo,
        id: "dns-deadline",
        timed: true,
        budgetMs: 15_000,
        parameters: chosen,
        cells,
        predictions: predictFromParameters(
          "As many waves of lookups as the names that a program asks for at once make of all of them, each wave as long as the server's delay; asking costs nothing.",
          cells.filter(({ id }) => id === `names=${chosen.names}`),
          found,
          (id) => limitOf(id, chosen),
        ),
        limits: Object.fromEntries([...found.keys()].map((id) => [id, limitOf(id, chosen)])),
        close: () => dns.close(),
      },
      placed(found, dns),
      preparation,
    );
  },
};

function promptCell(chosen: Chosen, dns: DnsServer): JobCell {
  const { names, delayMs } = chosen;
  const indexes = Array.from({ length: names }, (_, index) => index);
  return {
    id: `names=${names}`,
    description: {
      parameters: { names, delayMs, deadlineMs: DEADLINE_MS },
      ideal: {
        ms: Math.min(delayMs, DEADLINE_MS),
        because: `all names at once take one delay of ${delayMs} ms`,
      },
    },
    argument: () => ({
      names: indexes.map((index) => formatDelayedName({ index, delayMs })),
      server: dns.address,
      deadlineMs: DEADLINE_MS,
    }),
    timeLimitMs: 30_000 + 2 * names * delayMs,
    expectedDigest: () => digestOf(indexes.map(addressOf)),
  };
}

/**
 * The name that is asked for first takes longer than the deadline. There is no digest to expect: which answers make
 * it is what is counted.
 */
function lateCell(chosen: Chosen, dns: DnsServer): JobCell {
  const { names, delayMs, lateDeadlineMs: deadlineMs } = chosen;
  const slowMs = Math.round(TOO_SLOW * deadlineMs);
  return {
    id: "late",
    description: {
      parameters: { names, delayMs, deadlineMs, slowMs },
      ideal: {
        ms: deadlineMs,
        because: `one name takes ${slowMs} ms, so the deadline of ${deadlineMs} ms ends it`,
      },
    },
    timed: false,
    // What the wide pool changes shows where every name is prompt.
    runs: (variant) => !POOL_THREADS[variant] || variant === "ts/lookup",
    argument: () => ({
      names: Array.from({ length: names }, (_, index) =>
        formatDelayedName({ index, delayMs: index === 0 ? slowMs : delayMs }),
      ),
      server: dns.address,
      deadlineMs,
    }),
    timeLimitMs: 30_000 + 2 * (names * delayMs + slowMs),
  };
}

/** The programs where they can find the server, each with the thread pool that it is measured with. */
function placed(programs: VariantPrograms, dns: DnsServer): VariantPrograms {
  return new Map(
    [...programs].map(([id, program]) => {
      if ("missing" in program) return [id, program];
      const command = withPool(id, program.command);
      const inside = dns.place(command);
      if (!("missing" in inside)) return [id, { ...program, command: inside }];
      return [id, TAKE_ADDRESS.includes(id) ? { ...program, command } : inside];
    }),
  );
}

function withPool(id: VariantId, command: ProgramCommand): ProgramCommand {
  const threads = POOL_THREADS[id];
  return threads ? { ...command, env: { ...command.env, UV_THREADPOOL_SIZE: String(threads) } } : command;
}

/** What a variant's way of asking needs for the prompt names, besides processor time. */
function limitOf(id: VariantId, { names, delayMs }: Chosen): Ideal {
  const atOnce = Math.min(namesAtOnce(id), names);
  const count = Math.ceil(names / atOnce);
  const waves = count === 1 ? "1 wave" : `${count} waves`;
  const size = atOnce === 1 ? "1 name" : `${atOnce} names`;
  return { ms: count * delayMs, because: `${waves} of ${size}` };
}

function namesAtOnce(id: VariantId): number {
  const threads = POOL_THREADS[id];
  if (threads) return slowCallThreads(threads);
  switch (id) {
    case "python/gevent-unpatched":
      return 1;
    case "python/gevent":
      return GEVENT_THREADS;
    case "python/asyncio":
      return asyncioThreads();
    default:
      return Number.POSITIVE_INFINITY;
  }
}
