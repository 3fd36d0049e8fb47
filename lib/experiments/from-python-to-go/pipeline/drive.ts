/** Runs a generator as an async function: each promise that it yields is awaited, and its outcome put back in. */
export async function drive<Result>(
  body: () => Generator<Promise<unknown>, Result, unknown>,
): Promise<Result> {
  const coroutine = body();
  let turn = coroutine.next();
  while (!turn.done) {
    try {
      const value = await turn.value;
      turn = coroutine.next(value);
    } catch (error) {
      // What the coroutine throws itself comes by here too: it has ended then, and throws the same again.
      turn = coroutine.throw(error);
    }
  }
  return turn.value;
}

/** Yields a promise and returns what it was resumed with, by its type. */
export function* awaited<Value>(promise: Promise<Value>): Generator<Promise<Value>, Value, unknown> {
  return (yield promise) as Value;
}
