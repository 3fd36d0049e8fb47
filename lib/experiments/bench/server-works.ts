import type { BenchWork } from "../../catalogue/bench/bench-work.js";
import type { Profile } from "../../catalogue/entry.js";
import type { PreparedExperiment } from "../experiment.js";
import { openFibClient } from "../fib-server/fib-client.js";
import { type FibCell, prepareServers } from "../fib-server/prepare-servers.js";
import { hello } from "../from-python-to-go/hello.js";
import type { Beside } from "../sample-server.js";
import type { Settings } from "../settings.js";
import { tasks } from "../two-philosophies/tasks.js";
import type { OpenOptions, OpenWork } from "./open-work.js";

const LARGE_N = 35;

/** D3 `tasks` held at its barrier. */
export function openTaskMemory(work: BenchWork) {
  return async (options: OpenOptions): Promise<OpenWork> => {
    const settings = settingsOf("smoke", options, { tasks: shrunk(100_000, options) });
    return ofCell(await tasks.prepare(settings, options), work, "held");
  };
}

/** The servers of D4 `concurrent` under one client that asks for fib(1). */
export function openFibServer(work: BenchWork) {
  return (options: OpenOptions): Promise<OpenWork> => openServers(work, options);
}

/** The same while another client asks for a large fib from before the first request to after the last. */
export function openFibBeside(work: BenchWork) {
  return (options: OpenOptions): Promise<OpenWork> => openServers(work, options, askForLarge);
}

/** Asks from this process, where the first question is on its way before the load's own process has started. */
const askForLarge: Beside = async ({ report }, load) => {
  const client = await openFibClient(report.port);
  let loading = true;
  const stop = () => {
    loading = false;
  };
  load.then(stop, stop);
  let largeAnswers = 0;
  while (loading) {
    await Promise.race([client.ask(LARGE_N), load.catch(() => {})]);
    if (loading) largeAnswers += 1;
  }
  client.leave();
  return { largeAnswers };
};

/** The servers of D1 `hello`. */
export function openHello(work: BenchWork) {
  return async (options: OpenOptions): Promise<OpenWork> =>
    ofCell(await hello.prepare(settingsOf("quick", options, windows(options)), options), work);
}

async function openServers(work: BenchWork, options: OpenOptions, beside?: Beside): Promise<OpenWork> {
  const cell: FibCell = {
    id: work.id,
    parameters: {},
    plan: { n: 1, clients: 1, ...windows(options) },
    only: work.subjects.map(({ id }) => id),
    ...(beside && { beside }),
  };
  // Only the full profile has all servers; the windows are the bench's own.
  return prepareServers("concurrent", [cell], {}, settingsOf("full", options), options);
}

function ofCell({ subjects, close }: PreparedExperiment, work: BenchWork, cell?: string): OpenWork {
  const wanted = work.subjects.map(({ id }) => id);
  return {
    subjects: subjects
      .filter((subject) => subject.cell === cell && wanted.includes(subject.id))
      .map(({ cell: _, ...subject }) => subject),
    close,
  };
}

/** Long enough for a just-in-time compiler to have seen the hot paths before the load counts. */
function windows(options: OpenOptions) {
  return { warmupMs: shrunk(1_000, options), windowMs: shrunk(1_000, options) };
}

function shrunk(amount: number, { shrink = 1 }: OpenOptions): number {
  return Math.max(1, Math.round(amount / shrink));
}

function settingsOf(
  profile: Profile,
  { peers, seed }: OpenOptions,
  parameters: Settings["parameters"] = {},
): Settings {
  return { profile, peers, seed, parameters };
}
