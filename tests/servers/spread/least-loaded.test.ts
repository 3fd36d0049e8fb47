import { describe, expect, it } from "vitest";
import { LeastLoaded } from "../../../lib/servers/spread/least-loaded.js";

describe("LeastLoaded", () => {
  it("spreads a burst before any worker has told of it", () => {
    const load = new LeastLoaded(3);
    expect([load.choose(), load.choose(), load.choose(), load.choose()]).toEqual([0, 1, 2, 0]);
  });

  it("passes over a worker whose request is outstanding, however many connections the others have", () => {
    const load = new LeastLoaded(2);
    const busy = load.choose();
    const others = Array.from({ length: 4 }, () => {
      const chosen = load.choose();
      load.ended(chosen);
      return chosen;
    });
    expect(others).toEqual([1, 1, 1, 1]);
    load.ended(busy);
    expect(load.choose()).toBe(busy);
  });

  it("counts what a kept connection asks for later", () => {
    const load = new LeastLoaded(2);
    load.ended(load.choose());
    load.ended(load.choose());
    load.begun(0);
    load.begun(0);
    expect([load.choose(), load.choose()]).toEqual([1, 1]);
  });

  it("among idle workers prefers fewer open connections, and among those alike lets them take turns", () => {
    const load = new LeastLoaded(2);
    const kept = load.choose();
    load.ended(kept);
    const closing = () => {
      const chosen = load.choose();
      load.ended(chosen);
      load.closed(chosen);
      return chosen;
    };
    expect([closing(), closing()]).toEqual([1, 1]);
    load.closed(kept);
    expect([closing(), closing(), closing()]).toEqual([0, 1, 0]);
  });
});
