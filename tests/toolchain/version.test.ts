import { describe, expect, it } from "vitest";
import { isAtLeast, parseVersion } from "../../lib/toolchain/version.js";

describe("parseVersion", () => {
  it.each([
    ["go version go1.26.8 linux/amd64", 1, 26, "1.26.8"],
    ["go version go1.19 darwin/arm64", 1, 19, "1.19"],
    ["go version go1.27rc1 linux/amd64", 1, 27, "1.27rc1"],
    ["go version devel go1.27-3fd729b2a1 linux/amd64", 1, 27, "1.27"],
    ["3.14.0b2\n/usr/bin/python3\n", 3, 14, "3.14.0b2"],
    ["3.13.0+\n", 3, 13, "3.13.0+"],
  ])("finds the version in %j", (said, major, minor, text) => {
    expect(parseVersion(said)).toEqual({ major, minor, text });
  });

  it.each(["", "command not found", "go version unknown"])("finds none in %j", (said) => {
    expect(parseVersion(said)).toBeNull();
  });
});

describe("isAtLeast", () => {
  it.each([
    ["1.19", true],
    ["1.20", true],
    ["2.0", true],
    ["1.18.9", false],
    ["0.99", false],
  ])("compares %s with 1.19 by number", (text, expected) => {
    expect(isAtLeast(parseVersion(text)!, 1, 19)).toBe(expected);
  });
});
