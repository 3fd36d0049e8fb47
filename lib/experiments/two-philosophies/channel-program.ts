import { UsageError } from "../../errors.js";
import { jainIndex } from "../../stats/jain-index.js";
import { type Argument, amountIn, choiceIn, countIn, type JobOutcome } from "../job-program.js";
import { type ChannelPlan, channelShapes, SHAPES } from "./channel-shapes.js";

/**
 * D3 `channel`: values through a channel, to and fro, or from one of many.
 * Argument: `variant`, `shape`, `items` (an even number), `capacity`, `channels`.
 *
 * `perItemMs` is the time of the work for each value received; `jainIndex` how evenly a select took from its channels.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const name = choiceIn(argument, "shape", Object.fromEntries(SHAPES.map((shape) => [shape, shape])));
  const variant = choiceIn(argument, "variant", channelShapes);
  const shape = channelShapes[variant][name as (typeof SHAPES)[number]];
  if (shape === undefined)
    throw new UsageError(`Expected \`shape\` to be one that ${variant} has, got ${name}`);
  const plan: ChannelPlan = {
    itemCount: countIn(argument, "items", 100_000),
    capacity: amountIn(argument, "capacity"),
    channelCount: countIn(argument, "channels", 1),
  };
  // As much again: a tenth of it left a good part of the measured time to the engine's compiling.
  await shape(plan);

  const startMs = performance.now();
  const { answer, shares } = await shape(plan);
  const workMs = performance.now() - startMs;
  return {
    workMs,
    answers: [String(answer)],
    counters: {
      items: plan.itemCount,
      perItemMs: workMs / plan.itemCount,
      ...(shares && { jainIndex: jainIndex(shares) }),
    },
  };
}
