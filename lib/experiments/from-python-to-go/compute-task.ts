import { compute } from "../../workloads/compute.js";

/** One half of a task's computing. */
export interface HalfTask {
  readonly start: number;
  readonly stepCount: number;
}

/** What a thread of the pool runs, and the event loop too. */
export default function computeHalf({ start, stepCount }: HalfTask): number {
  return compute(start, stepCount);
}
