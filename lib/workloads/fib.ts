/**
 * The largest n that a program accepts. The doubly recursive fib(45) takes 2.3 thousand million calls, some ten
 * seconds; and fib(46) is the last that fits the 32-bit integers of the WebAssembly form.
 */
export const LARGEST_FIB_INPUT = 45;

/**
 * The essay's deliberately slow Fibonacci: doubly recursive, with fib(1) = fib(2) = 1. It stands for any work that
 * needs the processor; it is never to be made faster than its recursion.
 *
 * @param n an integer; 1 and below give 1, as in the essay
 */
export function fib(n: number): number {
  return n <= 2 ? 1 : fib(n - 1) + fib(n - 2);
}

/** How many calls `fib` makes for `n`, itself included: 1 for fib(1), 1,664,079 for fib(30). */
export function fibCallCount(n: number): number {
  // Every leaf of the call tree adds 1 to the answer, and a binary tree has one inner node fewer than leaves.
  return 2 * fibAnswer(n) - 1;
}

/**
 * The n, with its fraction, whose fib makes so many calls: what {@link fibCallCount} undoes, interpolated on a
 * logarithmic scale.
 *
 * @param callCount below 1 counts as 1, which gives 2: fib(1) and fib(2) take one call each.
 */
export function fibInputOf(callCount: number): number {
  let n = 2;
  while (fibCallCount(n + 1) <= callCount) n += 1;
  const [below, above] = [fibCallCount(n), fibCallCount(n + 1)];
  return n + Math.max(0, Math.log(callCount / below) / Math.log(above / below));
}

/** The same answer in n additions: what a checker uses, so that checking costs nothing beside the work. */
export function fibAnswer(n: number): number {
  let [previous, current] = [0, 1];
  for (let index = 2; index <= n; index += 1) [previous, current] = [current, previous + current];
  return current;
}
