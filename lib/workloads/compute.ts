/**
 * Computing that no compiler can skip and that every language does alike: a chain in which each 32-bit number comes
 * from the one before.
 *
 * *Source*: the linear congruential generator of Press et al., "Numerical Recipes", chapter 7.
 *
 * @param start a 32-bit number
 * @param stepCount from 0 up; two calls, the second from the result of the first, are one of the sum of their steps
 */
export function compute(start: number, stepCount: number): number {
  let value = start;
  for (let step = 0; step < stepCount; step += 1) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  return value >>> 0;
}
