import { describe, expect, it } from "vitest";
import { Event } from "../../lib/primitives/event.js";
import { select } from "../../lib/primitives/select.js";
import { settle, watch } from "../support/controlled-work.js";

describe("Event", () => {
  it("wakes all that wait, in their order, and lets later ones through at once", async () => {
    const event = new Event();
    const order: string[] = [];
    for (const name of ["a", "b"]) void event.wait()!.then(() => order.push(name));
    event.set();
    event.set();
    expect(event.wait()).toBeUndefined();
    await settle();
    expect(order).toEqual(["a", "b"]);
  });

  it("lets those that it woke go on though it is cleared before they run, and holds later ones", async () => {
    const event = new Event();
    const woken = watch(event.wait()!);
    event.set();
    event.clear();
    const later = watch(event.wait()!);
    await settle();
    expect([woken.state, later.state]).toEqual(["fulfilled", "pending"]);
    expect(event.stats()).toEqual({ happened: false, waiterCount: 1 });
  });

  it("is left as it was by one that gives up", async () => {
    const event = new Event();
    const cancel = new AbortController();
    const waiting = watch(event.wait(cancel.signal)!);
    const selecting = watch(select({ event: event.happening() }, { signal: cancel.signal }));
    cancel.abort("enough");
    await settle();
    expect([waiting, selecting]).toMatchObject([{ error: "enough" }, { error: "enough" }]);
    expect(event.stats()).toEqual({ happened: false, waiterCount: 0 });
  });
});
