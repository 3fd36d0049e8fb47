import { afterEach, describe, expect, it, vi } from "vitest";
import { displayBundle, KERNEL_DISPLAY, newBundleDisplay } from "../../lib/jupyter/display.js";

const global = globalThis as Record<symbol, unknown>;

describe("newBundleDisplay", () => {
  afterEach(() => {
    delete global[KERNEL_DISPLAY];
    vi.restoreAllMocks();
  });

  it("shows first and replaces then, under one id of its own", () => {
    const published: [{ transient: { display_id: string } }, boolean][] = [];
    global[KERNEL_DISPLAY] = (...message: (typeof published)[number]) => published.push(message);
    const display = newBundleDisplay();
    display.show({ "text/plain": "one" });
    display.show({ "text/plain": "two" });
    displayBundle({ "text/plain": "other" });
    expect(published.map(([, update]) => update)).toEqual([false, true, false]);
    const [first, second, other] = published.map(([content]) => content.transient.display_id);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it("prints the plain form outside a kernel", () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    displayBundle({ "text/plain": "2 of 9", "application/json": {} });
    displayBundle({ "application/json": {} });
    expect(write.mock.calls).toEqual([["2 of 9\n"]]);
  });
});
