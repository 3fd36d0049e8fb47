import { describe, expect, it } from "vitest";
import { DelayScheduler } from "../../../lib/primitives/delay-scheduler.js";
import { DelayedPipe, type Outlet } from "../../../lib/servers/origin/delayed-pipe.js";
import { ManualTime } from "../../support/manual-time.js";

class RecordingOutlet implements Outlet {
  writable = true;
  readonly record: string[] = [];
  readonly #time: ManualTime;

  constructor(time: ManualTime) {
    this.#time = time;
  }

  write(chunk: Uint8Array): boolean {
    this.record.push(`${this.#time.nowMs} ${Buffer.from(chunk)}`);
    return true;
  }

  end(): void {
    this.record.push(`${this.#time.nowMs} end`);
  }

  resetAndDestroy(): void {
    this.record.push(`${this.#time.nowMs} reset`);
  }
}

describe("DelayedPipe", () => {
  it("delays every piece by one way, the first by the opening besides, and keeps the order up to the end", () => {
    const time = new ManualTime();
    const outlet = new RecordingOutlet(time);
    const pipe = new DelayedPipe(new DelayScheduler(time, time), outlet, () => 5, 10);
    pipe.write(Buffer.from("hello"));
    time.pass(2);
    pipe.write(Buffer.from("overtakes nothing"));
    time.pass(20);
    pipe.write(Buffer.from("last"));
    pipe.end();
    time.pass(20);
    expect(outlet.record).toEqual(["15 hello", "15 overtakes nothing", "27 last", "27 end"]);
  });

  it("keeps the order when the delay shrinks under way", () => {
    const time = new ManualTime();
    const outlet = new RecordingOutlet(time);
    let oneWayMs = 20;
    const pipe = new DelayedPipe(new DelayScheduler(time, time), outlet, () => oneWayMs);
    pipe.write(Buffer.from("slow"));
    oneWayMs = 1;
    pipe.write(Buffer.from("fast"));
    time.pass(30);
    pipe.write(Buffer.from("next"));
    time.pass(5);
    expect(outlet.record).toEqual(["20 slow", "20 fast", "31 next"]);
  });

  it("lets a reset travel behind the bytes, and writes nothing to an outlet that is closed", () => {
    const time = new ManualTime();
    const outlet = new RecordingOutlet(time);
    const pipe = new DelayedPipe(new DelayScheduler(time, time), outlet, () => 5);
    pipe.write(Buffer.from("bytes"));
    pipe.reset();
    time.pass(6);
    outlet.writable = false;
    pipe.write(Buffer.from("nobody reads this"));
    pipe.end();
    time.pass(6);
    expect(outlet.record).toEqual(["5 bytes", "5 reset"]);
  });
});
