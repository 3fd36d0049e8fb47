/**
 * Acts once a connection was quiet for `limitMs`. A timer of a busy process comes late, and what has arrived by then
 * comes first.
 *
 * @returns what to call when the connection is not quiet after all
 */
export function afterQuiet(limitMs: number, act: () => void): () => void {
  let behindArrivals: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    behindArrivals = setImmediate(act);
  }, limitMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(behindArrivals);
  };
}
