import { describe, expect, it } from "vitest";
import { type Scraped, scrapeKinds } from "../../../lib/experiments/two-philosophies/scrape-kinds.js";
import { ControlledWork, settle, watch } from "../../support/controlled-work.js";

const pages = ["/a", "/b", "/c"];

function open(kind: keyof typeof scrapeKinds) {
  const controlled = new ControlledWork<number>();
  const shown: [number, Scraped][] = [];
  const outcome = watch(
    scrapeKinds[kind]({
      pages,
      read: controlled.work,
      onPage: (index, page) => void shown.push([index, page]),
    }),
  );
  return { controlled, shown, outcome };
}

describe("scraping", () => {
  it.each(["lines", "gather", "task-group"] as const)(
    "by %s shows each page as soon as it is there",
    async (kind) => {
      const { controlled, shown, outcome } = open(kind);
      await settle();
      await controlled.resolve(2, 30);
      expect(shown).toEqual([[2, { bytes: 30 }]]);
      await controlled.resolve(0, 10);
      await controlled.resolve(1, 20);
      expect(shown.map(([index]) => index)).toEqual([2, 0, 1]);
      expect(outcome.state).toBe("fulfilled");
    },
  );

  it("by settled shows nothing before the last page is there, then all in order", async () => {
    const { controlled, shown } = open("settled");
    await settle();
    await controlled.resolve(2, 30);
    await controlled.resolve(0, 10);
    expect(shown).toEqual([]);
    await controlled.resolve(1, 20);
    expect(shown.map(([index]) => index)).toEqual([0, 1, 2]);
  });

  it.each(["lines", "settled"] as const)("by %s keeps the other pages when one fails", async (kind) => {
    const { controlled, shown, outcome } = open(kind);
    await settle();
    const error = new Error("/b: reset");
    await controlled.reject(1, error);
    await controlled.resolve(0, 10);
    await controlled.resolve(2, 30);
    expect(outcome.state).toBe("fulfilled");
    expect(new Map(shown)).toEqual(
      new Map<number, Scraped>([
        [0, { bytes: 10 }],
        [1, { error }],
        [2, { bytes: 30 }],
      ]),
    );
  });

  it.each(["gather", "task-group"] as const)(
    "by %s gives up the other pages when one fails",
    async (kind) => {
      const { controlled, shown, outcome } = open(kind);
      await settle();
      await controlled.resolve(0, 10);
      await controlled.reject(1, new Error("/b: reset"));
      expect(controlled.signals.get(2)?.aborted).toBe(true);
      await controlled.reject(2, controlled.signals.get(2)?.reason);
      expect(outcome.state).toBe("rejected");
      expect(String(outcome.error)).toContain("/b: reset");
      expect(shown).toEqual([[0, { bytes: 10 }]]);
    },
  );
});
