import { expect, it } from "vitest";
import { JourneyGauge } from "../../../lib/servers/origin/journey-gauge.js";

const RTT_MS = 10;

it("counts a client that waits for each answer as 1", () => {
  const gauge = new JourneyGauge();
  for (const nowMs of [0, 10, 20.5, 30.5]) {
    gauge.begin(nowMs);
    gauge.end(nowMs, RTT_MS);
  }
  expect(gauge.most).toBe(1);
});

it("counts requests that arrive within a round trip together, though each is answered at once", () => {
  const gauge = new JourneyGauge();
  for (const nowMs of [0, 3, 9.9, 12]) {
    gauge.begin(nowMs);
    gauge.end(nowMs, RTT_MS);
  }
  expect(gauge.most).toBe(3);
});

it("counts requests in service for as long as that takes", () => {
  const gauge = new JourneyGauge();
  gauge.begin(0);
  gauge.begin(50);
  expect(gauge.most).toBe(2);
  gauge.end(60, RTT_MS);
  gauge.end(60, RTT_MS);
  gauge.reset();
  gauge.begin(80);
  expect(gauge.most).toBe(1);
});

it("counts only the server's own work when there is no round trip", () => {
  const gauge = new JourneyGauge();
  gauge.begin(0);
  gauge.end(0, 0);
  gauge.begin(0);
  expect(gauge.most).toBe(1);
});
