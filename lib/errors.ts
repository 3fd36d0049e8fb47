/**
 * A mistake of the person who typed the command or called the function: it is shown as its message alone,
 * without a stack, and a command that meets it exits with 2.
 *
 * The message says what was expected, what came, and what to try.
 */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A run that failed for a reason outside the caller's arguments; a command that meets it exits with 1. */
export class RunError extends Error {
  override name = "RunError";
}

/** A person interrupted the work; a command that meets it exits with 130. */
export class InterruptedError extends Error {
  override name = "InterruptedError";
  constructor(message = "interrupted") {
    super(message);
  }
}

/**
 * What a message shows of an unexpected value: the value itself, cut short, and its type.
 *
 * @example
 * shown(0); // => "`0` (number)"
 */
export function shown(value: unknown): string {
  let text: string;
  try {
    // JSON has no NaN and no Infinity: it would show both as null.
    text = ["string", "number"].includes(typeof value)
      ? String(value)
      : (JSON.stringify(value) ?? String(value));
  } catch {
    text = String(value);
  }
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return `\`${excerpt(text)}\` (${type})`;
}

/**
 * The refusal of what should be a function; above all of a promise, whose work somebody has already started.
 *
 * @param name what the caller calls it
 */
export function notAFunction(name: string, value: unknown): UsageError {
  const came = value instanceof Promise ? "a promise" : shown(value);
  return new UsageError(
    `Expected \`${name}\` to be a function, got ${came}; try \`() => work()\`, which starts when its turn comes, for \`work()\``,
  );
}

/** The refusal of what should be an array: mostly another collection, or the promise of one. */
export function notAnArray(name: string, value: unknown): UsageError {
  const [came, hint] =
    value instanceof Promise
      ? ["a promise", "awaiting it first"]
      : [shown(value), `\`Array.from(${name})\` for a set or any other collection`];
  return new UsageError(`Expected \`${name}\` to be an array, got ${came}; try ${hint}`);
}

/** The start of a text that may be a stranger's, for a message: 60 characters, none of which steers a terminal. */
export function excerpt(text: string): string {
  const start = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return start.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/** The message of anything that was thrown, since JavaScript may throw any value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
