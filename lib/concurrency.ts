/**
 * The door for programs of one's own: strategies, pools, primitives, groups, schedules and coroutines, with none of
 * what measuring and drawing need, which takes ten times as long to load.
 */

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
