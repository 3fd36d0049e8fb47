import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, formatDelayedName, parseDelayedName } from "../../../lib/servers/dns/delayed-name.js";

describe("a delayed name", () => {
  it("is read as it was written, in any case of its letters", () => {
    const index = fc.nat({ max: 65_535 });
    fc.assert(
      fc.property(index, fc.nat({ max: 99_999 }), fc.boolean(), (host, delayMs, upper) => {
        const name = formatDelayedName({ index: host, delayMs });
        expect(parseDelayedName(upper ? name.toUpperCase() : name)).toEqual({ index: host, delayMs });
      }),
    );
  });

  it.each([
    "host-1.interleave.test",
    "host-1.20ms.example.test",
    "host-65536.1ms.interleave.test",
    "host-1.20ms.interleave.test.",
    "",
  ])("is not %j", (name) => {
    expect(parseDelayedName(name)).toBeNull();
  });

  it("has an address that no other has", () => {
    const addresses = Array.from({ length: 65_536 }, (_, index) => addressOf(index));
    expect(new Set(addresses).size).toBe(65_536);
    expect(addresses.at(-1)).toBe("10.0.255.255");
  });
});
