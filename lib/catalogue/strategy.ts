import type { VariantId } from "./entry.js";

/** A way of doing many things, whatever the language calls it. */
export type Strategy = keyof typeof STRATEGIES;

/** The strategies with the names that variants have for them, after the language. */
export const STRATEGIES = {
  "one at a time": [
    "await",
    "await-in-loop",
    "await-in-loop-copy",
    "aiohttp-loop",
    "blocking",
    "new-connection",
    "plain-loop",
    "plain-serial",
    "plain-session",
    "prepared-context",
    "requests",
    "requests-in-loop",
    "serial",
    "serial-copy",
    "session",
  ],
  "all at once": [
    "aiohttp-checked",
    "aiohttp-gather",
    "aiohttp-retrying",
    "async-null",
    "create-task",
    "floating",
    "gather",
    "gather-copy",
    "gather-return",
    "goroutines",
    "goroutines-checked",
    "goroutines-retrying",
    "http2",
    "mutex",
    "plain-gather",
    "plain-goroutines",
    "promise-all",
    "race-detector",
    "retrying",
    "settled",
    "stream",
    "task-group",
    "tasks",
    "then-chain",
    "unguarded",
    "wait-group",
  ],
  "so many at once": [
    "batches",
    "bounded",
    "channel",
    "channels",
    "channels-checked",
    "queue",
    "queue-checked",
  ],
  "a pool of workers": [
    "adaptive",
    "cluster",
    "piscina",
    "pool",
    "pooled",
    "processes",
    "shared-memory",
    "threads",
    "worker-threads",
    "workers",
  ],
  "one event loop": [
    "aiohttp",
    "asyncio",
    "asyncio-lock",
    "coroutines",
    "event-loop",
    "event-loop-copy",
    "gevent",
    "inline",
    "inline-copy",
    "single",
    "single-copy",
  ],
} as const;

/** The strategy of a variant by its name; `another way` for one that has no strategy, or none of these. */
export function strategyOf(id: VariantId): Strategy | "another way" {
  const name = id.slice(id.indexOf("/") + 1);
  const found = Object.entries(STRATEGIES).find(([, names]) => (names as readonly string[]).includes(name));
  return (found?.[0] as Strategy | undefined) ?? "another way";
}
