/** By then a Node server has answered about ten thousand requests of a closed loop. */
const WARM_AFTER_MS = 1000;

/** What a reader must know of the servers in TypeScript after a warm-up as short as this. */
export function warmUpWarnings(warmupMs: number): readonly string[] {
  if (warmupMs >= WARM_AFTER_MS) return [];
  return [
    "A Node server may cost twice as much for each request until its hot code is compiled, which takes some ten thousand requests: the load that came before what counts here was shorter. The table of the library's speed has the servers warm.",
  ];
}
