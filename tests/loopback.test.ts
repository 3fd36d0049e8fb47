import { describe, expect, it } from "vitest";
import { isLoopback } from "../lib/loopback.js";

describe("isLoopback", () => {
  it.each(["http://127.0.0.1:80", "https://127.9.9.9", "http://localhost:1", "http://[::1]:80"])(
    "accepts %s",
    (url) => {
      expect(isLoopback(url)).toBe(true);
    },
  );

  it.each([
    "https://pokeapi.co",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://[::2]",
    "http://10.0.0.1",
  ])("rejects %s", (url) => {
    expect(isLoopback(url)).toBe(false);
  });
});
