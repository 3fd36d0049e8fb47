import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machineNames } from "../../../lib/experiments/remote/machine-names.js";
import { MACHINE_ID_PATTERN } from "../../../lib/store/machine-id.js";

describe("machineNames", () => {
  it("keeps the machine's own id where it is the only one", () => {
    const servers = [
      { label: "a:1", machine: "small" },
      { label: "b:1", machine: "large" },
    ];
    expect(machineNames(servers)).toEqual(["small", "large"]);
  });

  it("puts the servers' labels behind an id that two have, or that is taken", () => {
    const servers = [
      { label: "a:1", machine: "small" },
      { label: "b:1", machine: "small" },
    ];
    expect(machineNames(servers)).toEqual(["small-a-1", "small-b-1"]);
    expect(machineNames(servers.slice(1), ["small"])).toEqual(["small-b-1"]);
  });

  it("names every server differently, by a machine id, in whatever order they come", () => {
    const label = fc.string({ minLength: 1, maxLength: 80 });
    const machine = fc.constantFrom("x", "y".repeat(64));
    fc.assert(
      fc.property(fc.array(fc.record({ label: label.map((text) => `h${text}`), machine })), (servers) => {
        const names = machineNames(servers);
        expect(new Set(names).size).toBe(servers.length);
        for (const name of names) expect(name).toMatch(new RegExp(MACHINE_ID_PATTERN));
      }),
    );
  });
});
