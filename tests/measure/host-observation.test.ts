import { describe, expect, it } from "vitest";
import { observeHost } from "../../lib/measure/host-observation.js";

const stat = (cutime: number, cstime: number) =>
  `42 (a name) with spaces) S 1 2 3 4 5 6 7 8 9 10 11 12 ${cutime} ${cstime} 20 0`;

describe("observeHost", () => {
  it("tells the children's processor time and the pressure in between", () => {
    const files = [
      stat(100, 50),
      "some avg10=0.00 total=1000000\nfull total=9\n",
      stat(130, 55),
      "some avg10=0.00 total=1250000\n",
    ];
    const end = observeHost(() => files.shift());
    expect(end(1_000)).toMatchObject({ treeCpuMs: 350, cpuPressure: 0.25 });
  });

  it("leaves out what the system does not tell", () => {
    const observation = observeHost(() => undefined)(1_000);
    expect(observation).not.toHaveProperty("treeCpuMs");
    expect(observation).not.toHaveProperty("cpuPressure");
  });

  it("never shows a share above 1", () => {
    const files = [undefined, "some total=0", undefined, "some total=2000000"];
    expect(observeHost(() => files.shift())(1_000).cpuPressure).toBe(1);
  });
});
