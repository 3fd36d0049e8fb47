/** The only door for notebooks: a table of contents. */

// Strategies: when each piece of work starts
export { batches } from "./strategies/batches.js";
export { bounded } from "./strategies/bounded.js";
export { gather } from "./strategies/gather.js";
export { limitOf, Run } from "./strategies/run.js";
export { serial } from "./strategies/serial.js";
export type { Strategy, StrategyOptions, Work } from "./strategies/strategy.js";
export { stream, streamed } from "./strategies/stream.js";
export { workers } from "./strategies/workers.js";

// Primitives: how tasks wait for each other
export { Channel } from "./primitives/channel.js";
export { Semaphore } from "./primitives/semaphore.js";
export { WaitGroup } from "./primitives/wait-group.js";

// Workloads, and the servers that they need
export { decodeName } from "./workloads/decode-name.js";
export { openDocumentClient } from "./workloads/fetch-document.js";
export { startOrigin } from "./servers/origin/start-origin.js";

// Looking at one run, here and now
export { observe, observedWaterfall } from "./experiments/observe.js";

// Measuring in clean processes, beside the peers, and judging
export {
  committed,
  comparison,
  distribution,
  gapLadder,
  measure,
  orCommitted,
  published,
  verdicts,
  waterfall,
} from "./experiments/measurement.js";
export { modelCheck } from "./experiments/catch-em-all/model-check.js";
export { speedUps } from "./experiments/catch-em-all/speed-ups.js";

// Showing tables and charts in a cell
export { show } from "./experiments/notebook-output.js";
