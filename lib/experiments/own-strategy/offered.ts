/** What a reader's own strategy may use in the clean process that runs it, by the names that notebooks know. */
export { Channel } from "../../primitives/channel.js";
export { Queue } from "../../primitives/queue.js";
export { Semaphore } from "../../primitives/semaphore.js";
export { withTaskGroup } from "../../primitives/task-group.js";
export { WaitGroup } from "../../primitives/wait-group.js";
export { batches } from "../../strategies/batches.js";
export { bounded } from "../../strategies/bounded.js";
export { gather } from "../../strategies/gather.js";
export { limitOf, Run } from "../../strategies/run.js";
export { serial } from "../../strategies/serial.js";
export { stream } from "../../strategies/stream.js";
export { workers } from "../../strategies/workers.js";
