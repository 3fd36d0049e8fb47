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
export { type Arrival, type StreamOptions, stream, streamed } from "./strategies/stream.js";
export { taskGroup } from "./strategies/task-group.js";
export { workers } from "./strategies/workers.js";

// Work made patient: for any strategy
export { type RateLimit, rateLimited } from "./strategies/rate-limited.js";
export { type RetryOptions, retryAfterMs, retrying } from "./strategies/retrying.js";

// Pools: work for other threads and processes, under any strategy
export { type AdaptiveWays, adaptive, measureOffload, type OffloadCosts } from "./strategies/adaptive.js";
export {
  AdaptivePool,
  type AdaptivePoolOptions,
  type AdaptivePoolStats,
  type OffloadProbes,
} from "./strategies/adaptive-pool.js";
export {
  type Pool,
  type PoolStats,
  type PoolTaskOptions,
  inPool,
  type TransferOptions,
} from "./strategies/pool.js";
export { ProcessPool } from "./strategies/process-pool.js";
export { SharedMemoryPool, type SharedMemoryPoolOptions } from "./strategies/shared-memory-pool.js";
export { ThreadPool } from "./strategies/thread-pool.js";

// Primitives: how tasks wait for each other
export { Channel, type ChannelStats, CLOSED, ClosedChannelError, EMPTY } from "./primitives/channel.js";
export {
  aborted,
  after,
  otherwise,
  type SelectCase,
  type Selected,
  type SelectOptions,
  select,
} from "./primitives/select.js";
export { Event, type EventStats } from "./primitives/event.js";
export { Mutex, type MutexStats } from "./primitives/mutex.js";
export { Queue, QueueShutDownError, type QueueStats } from "./primitives/queue.js";
export { type PermitOptions, Semaphore, type SemaphoreStats } from "./primitives/semaphore.js";
export { WaitGroup, type WaitGroupStats } from "./primitives/wait-group.js";

// Structured concurrency: tasks that nothing outlives
export { all, type GroupWork } from "./primitives/all.js";
export { DeadlineExceededError, withDeadline } from "./primitives/deadline.js";
export { DeadlockError } from "./primitives/deadlock-error.js";
export { race } from "./primitives/race.js";
export {
  type TaskFailure,
  type TaskGroup,
  TaskGroupError,
  type TaskGroupOptions,
  type TaskGroupStats,
  withTaskGroup,
} from "./primitives/task-group.js";
export type { LiveTask } from "./primitives/task-watch.js";

// Schedules: the orders in which tasks can go on
export {
  type Exploration,
  type ExploreOptions,
  exploreSchedules,
  type FailedSchedule,
} from "./primitives/explore-schedules.js";
export { replaySchedule } from "./primitives/replay-schedule.js";
export { type ScheduledProgram, type ScheduledStep, type Step, scheduleText } from "./primitives/schedule.js";

// Coroutines: tasks without promises
export { CoroutineChannel } from "./primitives/coroutine-channel.js";
export { CoroutineGate } from "./primitives/coroutine-gate.js";
export {
  type Coroutine,
  CoroutineScheduler,
  type CoroutineStats,
  type CoroutineTask,
  type Parking,
  type Sleepers,
} from "./primitives/coroutine-scheduler.js";

// Workloads, and the servers that they need
export type { Answer } from "./servers/fib/answer.js";
export { compute } from "./workloads/compute.js";
export {
  CoroutineLoop,
  type Coroutine as SocketCoroutine,
  type Wait as SocketWait,
} from "./servers/fib/coroutine-loop.js";
export { decodeName } from "./workloads/decode-name.js";
export { fibCallCount } from "./workloads/fib.js";
export { type DelayedName, formatDelayedName } from "./servers/dns/delayed-name.js";
export { listenOnLoopback } from "./servers/loopback.js";
export { type NameResolver, networkResolver } from "./workloads/resolve-name.js";
export {
  type DocumentClient,
  type DocumentClientOptions,
  openDocumentClient,
} from "./workloads/fetch-document.js";
export { type FibClient, openFibClient } from "./experiments/fib-server/fib-client.js";
export { openFibPool } from "./experiments/fib-server/fib-pool.js";
export { type FibListener, openListener } from "./servers/fib/listener.js";
export { BackOff } from "./servers/worker-death/back-off.js";
export { LeastLoaded } from "./servers/spread/least-loaded.js";
export { serveConnection } from "./servers/fib/serve-connection.js";
export { type LocalDns, startDns } from "./servers/dns/start-dns.js";
export type { Origin } from "./servers/origin/origin.js";
export { type OriginOptions, startOrigin } from "./servers/origin/start-origin.js";

// Looking at one run, here and now
export {
  type CrossoverObservation,
  crossoverChart,
  observeCrossover,
} from "./experiments/fib-server/observe-crossover.js";
export { Heartbeat } from "./vitals.js";
export { type Observation, observe, observedWaterfall } from "./experiments/observe.js";
export { openComputeThreads } from "./experiments/from-python-to-go/compute-threads.js";
export { jainIndex } from "./stats/jain-index.js";

// Measuring in clean processes, beside the peers, and judging
export {
  committed,
  type Measurement,
  type MeasureParameters,
  measure,
  measureOwn,
  orCommitted,
} from "./experiments/measurement.js";
export {
  capacity,
  comparison,
  distribution,
  gapLadder,
  mailsKept,
  percentiles,
  published,
  ratiosByCell,
  survivors,
  verdicts,
  waterfall,
  workerShares,
} from "./experiments/measurement-views.js";
export { crossings, crossingTable } from "./experiments/fib-server/crossing-views.js";
export { interferenceTable } from "./experiments/fib-server/interference-table.js";
export { memoryByKind } from "./experiments/fib-server/memory-by-kind.js";
export { metricTable } from "./experiments/metric-table.js";
export { modelCheck } from "./experiments/catch-em-all/model-check.js";
export { predictions } from "./experiments/prediction-views.js";
export { probeOutcomes } from "./experiments/fib-server/probe-outcomes.js";
export { speedUps } from "./experiments/catch-em-all/speed-ups.js";
export { scheduleGrid } from "./experiments/two-philosophies/schedule-grid.js";
export { memoryPerTask } from "./experiments/two-philosophies/memory-per-task.js";
export {
  faultsReported,
  handOffs,
  liveTasks,
  lostTasks,
  lostUpdates,
  pagesSeen,
  twoAtOnce,
  whenAJobThrows,
} from "./experiments/two-philosophies/outcome-tables.js";
export { whichModel } from "./experiments/which-model.js";

// Showing tables and charts in a cell
export { type Note, type Showable, show, type Table } from "./experiments/notebook-output.js";

// Telling a runner on another host which machine this is
export { introduceHost } from "./experiments/remote/host-introduction.js";
