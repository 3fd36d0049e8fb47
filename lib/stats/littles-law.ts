/**
 * How far a load is from Little's law, L = X R: the requests in flight that rate and mean time make, against those
 * that there were, as a share of the latter. 0 where it holds; -0.2 for a closed loop whose clients spent a fifth of
 * their time on something else than waiting for the server, which is what the generator itself takes.
 *
 * @param load `inFlight` is the number of clients of a closed loop; all three are above 0.
 * @throws RangeError for a value that is not above 0.
 *
 * @example
 * littlesLawResidual({ inFlight: 4, ratePerSecond: 1000, meanMs: 4 }); // => 0
 *
 * *Source*: Little, "A Proof for the Queuing Formula: L = lambda W", 1961.
 */
export function littlesLawResidual(load: {
  readonly inFlight: number;
  readonly ratePerSecond: number;
  readonly meanMs: number;
}): number {
  for (const [name, value] of Object.entries(load)) {
    if (!(value > 0 && Number.isFinite(value)))
      throw new RangeError(`Expected \`${name}\` to be a number above 0, got \`${value}\``);
  }
  return ((load.ratePerSecond / 1000) * load.meanMs) / load.inFlight - 1;
}
