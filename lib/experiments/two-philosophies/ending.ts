/** How a run came to its end, or that it came to none. */
export type Ending<Value> =
  | { readonly kind: "ended"; readonly value: Value }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "hung" };

/** Awaits a run for at most `limitMs`; what it does after that is nobody's concern any more. */
export async function endingOf<Value>(run: () => Promise<Value>, limitMs: number): Promise<Ending<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<Ending<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "hung" }), limitMs);
  });
  const ending = run().then(
    (value): Ending<Value> => ({ kind: "ended", value }),
    (error: unknown): Ending<Value> => ({ kind: "failed", error }),
  );
  try {
    return await Promise.race([ending, hung]);
  } finally {
    clearTimeout(timer);
  }
}
