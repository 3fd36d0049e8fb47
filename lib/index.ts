/** The only door for notebooks: a table of contents. */

// Strategies: when each piece of work starts
export { AdjustableLimit, adjustable } from "./strategies/adjustable.js";
export { batches } from "./strategies/batches.js";
export { bounded } from "./strategies/bounded.js";
export { coroutines } from "./strategies/coroutines.js";
export { gather } from "./strategies/gather.js";
export { limitOf, Run } from "./strategies/run.js";
export { serial } from "./strategies/serial.js";
export type { Strategy, StrategyOptions, Work } from "./strategies/strategy.js";
export { stream, streamed } from "./strategies/stream.js";
export { taskGroup } from "./strategies/task-group.js";
export { workers } from "./strategies/workers.js";

// Work made patient: for any strategy
export { rateLimited } from "./strategies/rate-limited.js";
export { retryAfterMs, retrying } from "./strategies/retrying.js";

// Primitives: how tasks wait for each other
export { Channel, CLOSED, ClosedChannelError, EMPTY } from "./primitives/channel.js";
export { aborted, after, otherwise, select } from "./primitives/select.js";
export { Event } from "./primitives/event.js";
export { Mutex } from "./primitives/mutex.js";
export { Queue, QueueShutDownError } from "./primitives/queue.js";
export { Semaphore } from "./primitives/semaphore.js";
export { WaitGroup } from "./primitives/wait-group.js";

// Structured concurrency: tasks that nothing outlives
export { all } from "./primitives/all.js";
export { DeadlineExceededError, withDeadline } from "./primitives/deadline.js";
export { DeadlockError } from "./primitives/deadlock-error.js";
export { race } from "./primitives/race.js";
export { type TaskGroup, TaskGroupError, withTaskGroup } from "./primitives/task-group.js";

// Schedules: the orders in which tasks can go on
export { exploreSchedules } from "./primitives/explore-schedules.js";
export { replaySchedule } from "./primitives/replay-schedule.js";
export { type ScheduledProgram, type ScheduledStep, type Step, scheduleText } from "./primitives/schedule.js";

// Coroutines: tasks without promises
export { CoroutineChannel } from "./primitives/coroutine-channel.js";
export { CoroutineGate } from "./primitives/coroutine-gate.js";
export { CoroutineScheduler } from "./primitives/coroutine-scheduler.js";

// Workloads, and the servers that they need
export type { AdaptiveCosts } from "./servers/fib/adaptive.js";
export type { Answer } from "./servers/fib/answer.js";
export { compute } from "./workloads/compute.js";
export { CoroutineLoop, type Coroutine as SocketCoroutine } from "./servers/fib/coroutine-loop.js";
export { decodeName } from "./workloads/decode-name.js";
export { formatDelayedName } from "./servers/dns/delayed-name.js";
export { largestInline } from "./servers/fib/adaptive.js";
export { listenOnLoopback } from "./servers/loopback.js";
export { networkResolver } from "./workloads/resolve-name.js";
export { openDocumentClient } from "./workloads/fetch-document.js";
export { openFibClient } from "./experiments/fib-server/fib-client.js";
export { openFibPool } from "./experiments/fib-server/fib-pool.js";
export { openListener } from "./servers/fib/listener.js";
export { serveConnection } from "./servers/fib/serve-connection.js";
export { startDns } from "./servers/dns/start-dns.js";
export { startOrigin } from "./servers/origin/start-origin.js";

// Looking at one run, here and now
export { crossoverChart, observeCrossover } from "./experiments/fib-server/observe-crossover.js";
export { Heartbeat } from "./vitals.js";
export { observe, observedWaterfall } from "./experiments/observe.js";
export { openComputeThreads } from "./experiments/from-python-to-go/compute-threads.js";

// Measuring in clean processes, beside the peers, and judging
export { committed, measure, measureOwn, orCommitted } from "./experiments/measurement.js";
export {
  comparison,
  distribution,
  gapLadder,
  published,
  survivors,
  verdicts,
  waterfall,
} from "./experiments/measurement-views.js";
export { crossings, crossingTable } from "./experiments/fib-server/crossing-views.js";
export { memoryByKind } from "./experiments/fib-server/memory-by-kind.js";
export { metricTable } from "./experiments/metric-table.js";
export { modelCheck } from "./experiments/catch-em-all/model-check.js";
export { probeOutcomes } from "./experiments/fib-server/probe-outcomes.js";
export { speedUps } from "./experiments/catch-em-all/speed-ups.js";
export { memoryPerTask } from "./experiments/two-philosophies/memory-per-task.js";
export {
  faultsReported,
  liveTasks,
  lostTasks,
  pagesSeen,
  twoAtOnce,
  whenAJobThrows,
} from "./experiments/two-philosophies/outcome-tables.js";

// Showing tables and charts in a cell
export { show } from "./experiments/notebook-output.js";

// Telling a runner on another host which machine this is
export { introduceHost } from "./experiments/remote/host-introduction.js";
