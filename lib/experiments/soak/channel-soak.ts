import { getEventListeners } from "node:events";
import { Channel } from "../../primitives/channel.js";
import { seededRandom } from "../../stats/random.js";
import { type EpisodeCounts, runEpisode } from "./episode.js";

export interface SoakOptions {
  /** Sends and receives in all, at least; those that are cancelled or refused count. */
  readonly operationCount: number;
  /** Decides everything: the same seed gives the same operations in the same order. */
  readonly seed: number;
  /** Default: the library's {@link Channel}. */
  readonly openChannel?: (capacity: number) => Channel<number>;
  /** Called after each episode. */
  readonly onProgress?: (operationCount: number) => void;
  /** Between two episodes; default: never. */
  readonly signal?: AbortSignal;
}

export interface SoakReport extends EpisodeCounts {
  readonly episodeCount: number;
  /** Of the first episode that had one; empty when all is well. */
  readonly problems: readonly string[];
  /** The seed of that episode alone. */
  readonly failedSeed?: number;
}

const OPERATIONS_OF_EPISODE = 2_000;

/**
 * Puts channels under random senders and receivers, thousands of episodes of them: with buffers and without, with
 * waits that are cancelled, selects over two channels, and closes in the middle. After each episode every value that
 * was taken must have been received once, no refused one may have been, nobody may wait, and no listener may be left
 * on the signal that all waits shared.
 *
 * @returns after the first episode with a problem, or after the last.
 * @throws the signal's reason
 */
export async function soakChannels({
  operationCount,
  seed,
  openChannel = (capacity) => new Channel(capacity),
  onProgress = () => {},
  signal,
}: SoakOptions): Promise<SoakReport> {
  const seeds = seededRandom(seed);
  const calm = new AbortController().signal;
  const all: Record<keyof EpisodeCounts, number> = {
    operationCount: 0,
    receivedCount: 0,
    refusedCount: 0,
    cancelledCount: 0,
    selectCount: 0,
    closeCount: 0,
  };
  let episodeCount = 0;
  while (all.operationCount < operationCount) {
    signal?.throwIfAborted();
    const episodeSeed = seeds.below(2 ** 31);
    const { problems, ...counts } = await runEpisode({
      seed: episodeSeed,
      operationCount: OPERATIONS_OF_EPISODE,
      openChannel,
      calm,
    });
    for (const [name, count] of Object.entries(counts)) all[name as keyof EpisodeCounts] += count;
    episodeCount += 1;
    const leftCount = getEventListeners(calm, "abort").length;
    const left = leftCount === 0 ? [] : [`${leftCount} listeners left on a signal`];
    if (problems.length + left.length > 0) {
      return { ...all, episodeCount, problems: [...problems, ...left], failedSeed: episodeSeed };
    }
    onProgress(all.operationCount);
    // A turn of the event loop, for timers and signals of the process.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { ...all, episodeCount, problems: [] };
}
