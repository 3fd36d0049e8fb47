/** The only door for notebooks: a table of contents. */

export * from "./concurrency.js";

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
