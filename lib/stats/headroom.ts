/** Under this headroom it is the generator, more than the server, that a rate tells of. */
export const GENERATOR_BOUND_BELOW = 0.2;

/**
 * What a load generator had left: 1 - rate / ceiling, where the ceiling is what the same load reaches against a
 * server that does nothing. 0.2 where it could have sent a quarter more; below 0 where noise put the rate above the
 * ceiling.
 */
export function headroom(ratePerSecond: number, ceilingPerSecond: number): number {
  return 1 - ratePerSecond / ceilingPerSecond;
}
