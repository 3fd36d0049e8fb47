/** What a figure counts, and so how it is written. */
export type Unit = "ms" | "bytes" | "MB" | "ratio" | "times" | "percent" | "count" | "requests/s";

/**
 * A figure as a reader sees it: at most three significant digits, the unit scaled to suit, a decimal point and
 * commas between thousands whatever the locale, so that the same results read the same on every machine.
 *
 * - `ms` becomes `12 µs`, `763 ms` or `25.1 s`; `bytes` (decimal) `52.4 MB`; `ratio` `3.55 x`, as in "3.55 x as long",
 *   and next to 1 four decimals: `1.0034 x`.
 * - `times` is a ratio whose sentence says "times" itself: `3.55`; `percent` takes 0.42 for `42%`.
 * - Whole counts are exact: `22,365,120`.
 *
 * @returns `not a number` for NaN and `unbounded` for infinity, which no valid result contains.
 */
export function formatFigure(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return "unbounded";
  switch (unit) {
    case "ms":
      return formatMs(value);
    case "bytes":
      return formatBytes(value);
    case "MB":
      return `${significant(value)} MB`;
    case "ratio":
      return `${significantRatio(value)} x`;
    case "percent":
      return `${significant(value * 100)}%`;
    case "requests/s":
      return `${significant(value)} req/s`;
    case "times":
      return significant(value);
    case "count":
      return Number.isInteger(value) ? grouped(String(value)) : significant(value);
  }
}

/**
 * How much faster a thing is that is `timesAsFast` as fast, as a share: 3.5 x as fast is 2.5, that is 250% faster.
 * The two readings of one figure are never mixed.
 */
export function shareFaster(timesAsFast: number): number {
  return timesAsFast - 1;
}

function formatMs(ms: number): string {
  const size = Math.abs(ms);
  // The bounds lie where rounding to three digits would carry into the next unit.
  if (size >= 999.5) return `${significant(ms / 1000)} s`;
  if (size >= 0.9995 || size === 0) return `${significant(ms)} ms`;
  return `${significant(ms * 1000)} µs`;
}

function formatBytes(bytes: number): string {
  const size = Math.abs(bytes);
  if (size >= 999.5e6) return `${significant(bytes / 1e9)} GB`;
  if (size >= 999.5e3) return `${significant(bytes / 1e6)} MB`;
  if (size >= 999.5) return `${significant(bytes / 1e3)} kB`;
  return `${significant(bytes)} B`;
}

/** Four decimals so near to 1 that three digits would hide the distance from it. */
function significantRatio(value: number): string {
  return Math.abs(value - 1) < 0.005 ? String(Number(value.toFixed(4))) : significant(value);
}

function significant(value: number): string {
  const size = Math.abs(value);
  const text = size >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  return grouped(text);
}

function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  if (whole.includes("e")) return digits;
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}
