import { excerpt } from "../errors.js";

/** What a text may cost to read, whoever wrote it. Each is far above what a run with every trace writes. */
export const JSON_LIMITS = { depth: 32, listItems: 200_000, objectKeys: 20_000, values: 2_000_000 };

/** A text that is no JSON, or more of it than the limits allow; the message says where and why. */
export class JsonTextError extends Error {
  override name = "JsonTextError";
}

interface Level {
  readonly kind: "list" | "object";
  /** Of an object: every key so far, because of two of one name the second would silently win. */
  readonly keys: Set<string>;
  /** The key or the index of the value under way. */
  at: string | number;
  valueCount: number;
}

/**
 * Parses JSON that may come from a stranger. Unlike `JSON.parse` it refuses a key that an object has twice and what
 * is beyond {@link JSON_LIMITS}, before any value takes memory, and says of a fault where in the value it lies.
 *
 * @throws {JsonTextError} such as "expected a value at /seed (line 3), got `NaN`".
 */
export function parseJsonText(text: string): unknown {
  new Scan(text).run();
  return JSON.parse(text);
}

const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const SPACE = /[ \t\n\r]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none in its strings, and this finds them.
const STRING_MARK = /["\\\u0000-\u001f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/** One walk over the tokens that builds nothing but the path to the place where it is, so no depth overflows a stack. */
class Scan {
  readonly #text: string;
  readonly #levels: Level[] = [];
  #offset = 0;
  #valueCount = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    do this.#value();
    while (this.#movesOn());
    if (this.#peek() !== "") throw this.#fault("nothing after the value");
  }

  /** Passes a scalar, or enters a list or an object. */
  #value(): void {
    if (++this.#valueCount > JSON_LIMITS.values) throw this.#fault(`at most ${JSON_LIMITS.values} values`);
    const first = this.#peek();
    if (first === "{" || first === "[") this.#enter(first === "{" ? "object" : "list");
    else if (first === '"') this.#string();
    else if (!this.#passes(SCALAR)) throw this.#fault("a value");
  }

  #enter(kind: Level["kind"]): void {
    if (this.#levels.length === JSON_LIMITS.depth)
      throw this.#fault(`at most ${JSON_LIMITS.depth} levels of lists and objects`);
    this.#offset++;
    this.#levels.push({ kind, keys: new Set(), at: "", valueCount: 0 });
  }

  /** Goes to the next value, out of every level that ends before it; false at the end of the whole. */
  #movesOn(): boolean {
    for (let level = this.#levels.at(-1); level; level = this.#levels.at(-1)) {
      const end = level.kind === "object" ? "}" : "]";
      const next = this.#peek();
      if (next !== end) {
        if (level.valueCount > 0) this.#separator(",", `\`,\` or \`${end}\``);
        this.#name(level);
        return true;
      }
      this.#offset++;
      this.#levels.pop();
    }
    return false;
  }

  /** Takes the index or the key of the value that follows. */
  #name(level: Level): void {
    const limit = level.kind === "list" ? JSON_LIMITS.listItems : JSON_LIMITS.objectKeys;
    if (level.valueCount === limit) throw this.#fault(`at most ${limit} values in one ${level.kind}`);
    level.at = level.kind === "list" ? level.valueCount : this.#key();
    level.valueCount++;
    if (level.kind === "list") return;
    if (level.keys.has(level.at as string)) throw this.#fault("each key once", "a second one of this name");
    level.keys.add(level.at as string);
    this.#separator(":", "`:`");
  }

  #key(): string {
    if (this.#peek() !== '"') throw this.#fault("a key in double quotes");
    const written = this.#string();
    // Two spellings of one name are one name.
    return written.includes("\\") ? JSON.parse(written) : written.slice(1, -1);
  }

  /** Passes a string, and returns it as it is written, quotes included. */
  #string(): string {
    const start = this.#offset;
    this.#offset++;
    for (;;) {
      STRING_MARK.lastIndex = this.#offset;
      const mark = STRING_MARK.exec(this.#text);
      this.#offset = mark?.index ?? this.#text.length;
      if (mark?.[0] === '"') {
        this.#offset++;
        return this.#text.slice(start, this.#offset);
      }
      if (!this.#passes(ESCAPE)) throw this.#fault("the end of a string, or an escape that JSON has");
    }
  }

  #separator(wanted: string, expected: string): void {
    if (this.#peek() !== wanted) throw this.#fault(expected);
    this.#offset++;
  }

  #peek(): string {
    // Most tokens have no space before them, and a look is far cheaper than a search.
    if (this.#text.charCodeAt(this.#offset) <= 0x20) this.#passes(SPACE);
    return this.#text.charAt(this.#offset);
  }

  #passes(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset;
    if (!pattern.test(this.#text)) return false;
    this.#offset = pattern.lastIndex;
    return true;
  }

  #fault(expected: string, got = this.#shownHere()): JsonTextError {
    const line = this.#text.slice(0, this.#offset).split("\n").length;
    return new JsonTextError(`expected ${expected} at ${this.#pointer()} (line ${line}), got ${got}`);
  }

  #shownHere(): string {
    const word = /^[^\s,:[\]{}]{1,20}|^./su.exec(this.#text.slice(this.#offset, this.#offset + 20))?.[0];
    return word === undefined ? "the end of the text" : `\`${excerpt(word)}\``;
  }

  #pointer(): string {
    const names = this.#levels.filter(({ valueCount }) => valueCount > 0).map(({ at }) => String(at));
    const steps = names.map((name) => `/${excerpt(name).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    return steps.length === 0 ? "the whole" : steps.join("");
  }
}
