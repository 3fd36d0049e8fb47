import { UsageError } from "../errors.js";

/** The modules of the pools in whose task this thread or process is, from the outermost in. */
let enclosing: readonly string[] = [];

/** Says, inside a worker, whose tasks run here. */
export function enterPools(modules: readonly string[]): void {
  enclosing = modules;
}

/**
 * The pools around a worker of a new pool.
 *
 * @throws UsageError when a task opens a pool for its own module: each of its tasks would open the next, and all of
 *   them would wait for the innermost, which never comes
 */
export function nestedIn(module: string): readonly string[] {
  if (!enclosing.includes(module)) return [...enclosing, module];
  throw new UsageError(
    `Expected a pool's task to wait for no pool of its own module, got a pool of ${module} inside of it: every task ` +
      "would wait for the next one without end; try calling the function itself, or giving the inner work a module of its own",
  );
}
