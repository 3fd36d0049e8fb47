import { describe, expect, it } from "vitest";
import { formatFigure, shareFaster, type Unit } from "../lib/units.js";

describe("formatFigure", () => {
  it.each<[number, Unit, string]>([
    [0, "ms", "0 ms"],
    [0.0123, "ms", "12.3 µs"],
    [0.9996, "ms", "1 ms"],
    [763.827633, "ms", "764 ms"],
    [999.4, "ms", "999 ms"],
    [999.5, "ms", "1 s"],
    [25_064.53824, "ms", "25.1 s"],
    [3_600_000, "ms", "3,600 s"],
    [-42, "ms", "-42 ms"],
    [0, "bytes", "0 B"],
    [52_428_800, "bytes", "52.4 MB"],
    [999_500, "bytes", "1 MB"],
    [8 * 1024 ** 3, "bytes", "8.59 GB"],
    [188, "MB", "188 MB"],
    [3.5, "ratio", "3.5 x"],
    [32.814, "ratio", "32.8 x"],
    [1, "ratio", "1 x"],
    [1.00342, "ratio", "1.0034 x"],
    [0.99817, "ratio", "0.9982 x"],
    [1.00734, "ratio", "1.01 x"],
    [2.5, "percent", "250%"],
    [0.00785, "percent", "0.785%"],
    [31.81, "percent", "3,181%"],
    [22_365_120, "count", "22,365,120"],
    [2.5, "count", "2.5"],
    [17_000, "requests/s", "17,000 req/s"],
    [9.41, "times", "9.41"],
    [Number.NaN, "ms", "not a number"],
    [Number.POSITIVE_INFINITY, "ratio", "unbounded"],
  ])("writes %d in %s as %s", (value, unit, text) => {
    expect(formatFigure(value, unit)).toBe(text);
  });
});

it("keeps `x as fast` and `% faster` apart: 3.5 x as fast is 250% faster", () => {
  expect(formatFigure(shareFaster(3.5), "percent")).toBe("250%");
});
