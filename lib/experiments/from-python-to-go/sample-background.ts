import { setTimeout as delay } from "node:timers/promises";
import { monotonicClock } from "../../clock.js";
import { RunError } from "../../errors.js";
import { type Client, openClients } from "../../load/client.js";
import { httpProtocol } from "../../load/http-protocol.js";
import { type OpenLoopPlan, runOpenLoop } from "../../load/open-loop.js";
import type { OpenLoopRecord } from "../../load/open-loop-tally.js";
import type { SampleBody } from "../../measure/run-job.js";
import { type ServerProgram, startServer } from "../../measure/server-program.js";
import type { SinkRecord } from "../../servers/mail-sink/mail-sink.js";
import type { ReadyProgram } from "../sample-server.js";
import type { SinkClient } from "./mail-services.js";

/** How a server's process is ended while pages are asked for. */
export type MailSignal = "SIGTERM" | "SIGKILL";

/** One load on one server whose pages promise mails. */
export interface MailTrial {
  readonly server: ReadyProgram;
  readonly sink: SinkClient;
  readonly sinkDelayMs: number;
  readonly load: Pick<OpenLoopPlan, "ratePerSecond" | "warmupMs" | "windowMs">;
  readonly connections: number;
  /** Midway through the window; without one the server lives until its mails are sent. */
  readonly midway?: MailSignal;
  /** Whether its mails outlive its process, which is then started again. */
  readonly durable: boolean;
  readonly signal: AbortSignal;
}

/** What the pages promised, and what came of it. */
interface Outcome {
  readonly load: OpenLoopRecord;
  readonly promised: readonly string[];
  /** Promised and not at the sink, when the last page was answered. */
  readonly queuedCount: number;
  readonly sink: SinkRecord;
}

const START_LIMIT_MS = 15_000;
const ANSWER_LIMIT_MS = 2_000;
/** What a process that was asked to end may take for it. */
const DRAIN_LIMIT_MS = 5_000;
/** From the last page, or the new start of a durable form, to the last mail. */
const DELIVERY_LIMIT_MS = 8_000;
const POLL_MS = 10;

/**
 * Starts a server in a fresh process, asks for its page in an open loop, ends the process midway where the trial says
 * so, and compares the mails that pages have promised with those that came. Without a signal a mail that is missing
 * makes an `invalid` sample; with one it is what is counted. A server that fails makes an `error` sample.
 *
 * @throws only the signal's reason
 */
export async function sampleBackground(trial: MailTrial): Promise<SampleBody> {
  const startMs = monotonicClock.now();
  const sinceStart = () => Math.round((monotonicClock.now() - startMs) * 1000) / 1000;
  let running: ServerProgram | undefined;
  const start = async () => {
    const { command, argument } = trial.server;
    running = await startServer(command, argument, { startLimitMs: START_LIMIT_MS, signal: trial.signal });
    return running;
  };
  try {
    await trial.sink.begin(trial.sinkDelayMs);
    const outcome = await loadAndSettle(trial, start);
    // One that got a signal has told nothing of what it used; the end of the other is its own account.
    const account = trial.midway === undefined ? await running!.stop() : undefined;
    return {
      ...judge(trial, outcome),
      wholeMs: sinceStart(),
      ...(account && {
        cpuUserMs: account.usage.self.userMs,
        cpuSystemMs: account.usage.self.systemMs,
        peakRssBytes: account.usage.self.peakRssBytes,
      }),
    };
  } catch (thrown) {
    trial.signal.throwIfAborted();
    if (!(thrown instanceof RunError)) throw thrown;
    return { status: "error", reason: thrown.message, wholeMs: sinceStart() };
  } finally {
    await running?.kill();
  }
}

async function loadAndSettle(trial: MailTrial, start: () => Promise<ServerProgram>): Promise<Outcome> {
  const server = await start();
  const clients = await openClients(server.report.port, trial.connections, httpProtocol("/ready"));
  const [record] = await Promise.all([load(trial, clients), endMidway(trial, server)]);
  const promised = [...record.answers].filter((answer) => /^\S+-\d+$/.test(answer));
  const atTheEnd = await trial.sink.record();
  if (trial.midway !== undefined && trial.durable) await start();
  const lives = trial.midway === undefined || trial.durable;
  const sink = await settle(trial, lives ? promised : []);
  return { load: record, promised, queuedCount: missingOf(promised, atTheEnd).length, sink };
}

function load({ load: plan, sinkDelayMs }: MailTrial, clients: readonly Client[]): Promise<OpenLoopRecord> {
  return runOpenLoop(clients, {
    ...plan,
    protocol: httpProtocol("/"),
    drainLimitMs: ANSWER_LIMIT_MS + 2 * sinkDelayMs,
  });
}

async function endMidway({ load: plan, midway, signal }: MailTrial, server: ServerProgram): Promise<void> {
  if (midway === undefined) return;
  await delay(plan.warmupMs + plan.windowMs / 2, undefined, { signal });
  if (midway === "SIGKILL") await server.kill();
  else await server.terminate(DRAIN_LIMIT_MS);
}

/** Waits until those mails are at the sink, none is on its way, or nobody would wait any longer. */
async function settle({ sink, signal }: MailTrial, wanted: readonly string[]): Promise<SinkRecord> {
  const lastMs = monotonicClock.now() + DELIVERY_LIMIT_MS;
  for (;;) {
    const record = await sink.record();
    const settled = missingOf(wanted, record).length === 0 && record.openCount === 0;
    if (settled || monotonicClock.now() > lastMs) return record;
    await delay(POLL_MS, undefined, { signal });
  }
}

function missingOf(promised: readonly string[], { mails }: SinkRecord): string[] {
  return promised.filter((id) => !Object.hasOwn(mails, id));
}

function judge({ midway }: MailTrial, { load, promised, queuedCount, sink }: Outcome): SampleBody {
  const lostMails = missingOf(promised, sink).length;
  const counts = Object.values(sink.mails);
  const mails = {
    promisedMails: promised.length,
    lostMails,
    lostShare: promised.length === 0 ? 0 : lostMails / promised.length,
    mailsSentTwice: counts.filter((count) => count > 1).length,
    queuedMails: queuedCount,
  };
  if (midway !== undefined) {
    if (promised.length > 0) return { status: "ok", counters: mails };
    return { status: "error", reason: "no page was answered before the signal", counters: mails };
  }
  const counters = {
    ...mails,
    pages: load.dueCount,
    pageP50Ms: load.responseTime.quantileMs(0.5),
    pageP99Ms: load.responseTime.quantileMs(0.99),
    lateSends: load.lateCount,
    droppedSends: load.droppedCount,
  };
  const unanswered = load.dueCount - load.answeredCount;
  const problem =
    unanswered > 0
      ? `${unanswered} of ${load.dueCount} pages were not answered`
      : lostMails > 0
        ? `${lostMails} of ${promised.length} mails never came, though nothing was killed`
        : undefined;
  return {
    ...(problem === undefined ? { status: "ok" } : { status: "invalid", reason: problem }),
    counters,
    histograms: { responseTime: load.responseTime.encode(), serviceTime: load.serviceTime.encode() },
  };
}
