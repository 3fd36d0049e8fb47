import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport, writeReport } from "../../lib/render/report.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { chromiumFile, launchChromium, withoutChromium } from "../support/chromium.js";

const CHART_COUNT = 6;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe.skipIf(chromiumFile === undefined)(`the report in Chromium ${withoutChromium}`, () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "interleave-page-"));
    await writeReport(folder, renderReport([syntheticResult()]));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the page, and keeps every complaint and every request beside the page itself. */
  async function open(options: BrowserContextOptions = {}, hash = "") {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    const url = pathToFileURL(path.join(folder, "index.html")).href;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => request.url().replace(/#.*/, "") !== url && requests.push(request.url()));
    await page.goto(url + hash);
    return { page, complaints, requests, close: () => context.close() };
  }

  async function upgradeAll(page: Page): Promise<void> {
    for (const chart of await page.$$(".chart")) {
      await chart.scrollIntoViewIfNeeded();
      await page.waitForFunction((element) => element.classList.contains("live"), chart);
    }
  }

  const axe = async (page: Page) => {
    // Run as the test's own code: the page's policy rightly refuses a foreign script.
    await page.evaluate(axeSource);
    const found = await page.evaluate(async () => {
      const { axe: tool } = globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } };
      return (await tool.run()).violations;
    });
    return found
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };

  it("its policy does refuse a foreign script", async () => {
    const { page, complaints, close } = await open();
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.head.append(script);
    });
    expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
    expect(complaints.join()).toContain("Content Security Policy");
    await close();
  });

  it("can be read with scripts off", async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    expect(await page.locator(".drawing > svg:visible").count()).toBe(CHART_COUNT);
    expect(await page.locator(".verdicts tbody tr:visible").count()).toBeGreaterThan(5);
    expect(await page.locator("#theme:visible").count()).toBe(0);
    await close();
  });

  it("filters by the address, keeps to it, and changes no figure", async () => {
    const { page, close } = await open({}, "#language=go&strategy=nonsense");
    const figures = () => page.locator("data").allTextContents();
    const rows = (visible: boolean) => page.locator(`.verdicts tbody tr${visible ? ":visible" : ""}`).count();
    const [shown, all] = [await rows(true), await rows(false)];
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(all);
    expect(await page.inputValue('select[name="strategy"]')).toBe("");
    expect(await page.textContent("#filters output")).toBe(`${shown} of ${all} claims`);
    const filtered = await figures();
    await page.selectOption('select[name="language"]', "python");
    expect(page.url()).toMatch(/#language=python$/);
    await page.click(".verdicts tbody tr:visible .meta a");
    expect(page.url()).toMatch(/#language=python&at=D2-C\d+$/);
    expect(await page.locator(".target").count()).toBe(1);
    await page.goBack();
    await page.click("#filters button");
    expect(await rows(true)).toBe(all);
    expect(await figures()).toEqual(filtered);
    await close();
  });

  it("leads to a place that a filter hides, and shows it", async () => {
    const { page, close } = await open({}, "#document=fib-server&at=catch-em-all-fetch");
    expect(await page.locator("#catch-em-all-fetch.target:visible").count()).toBe(1);
    expect(await page.inputValue('select[name="document"]')).toBe("");
    await close();
  });

  it("can be used with the keyboard alone", async () => {
    const { page, close } = await open();
    const focused = () => page.evaluate(() => document.activeElement!.id || document.activeElement!.tagName);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement!.className)).toBe("skip");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("theme");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBeDefined();
    while ((await focused()) !== "SELECT") await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    expect(page.url()).toMatch(/#document=/);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).not.toBe("none");
    await close();
  });

  it("copies a table as Markdown, CSV and JSON", async () => {
    const { page, close } = await open();
    await page.evaluate(() => {
      const copied: string[] = [];
      Object.assign(globalThis, { copied });
      Object.defineProperty(navigator, "clipboard", {
        value: { writeText: async (text: string) => copied.push(text) },
      });
    });
    const menu = page.locator(".variants").first().locator("xpath=../following-sibling::details[1]");
    await menu.locator("summary").click();
    for (const button of await menu.locator("button").all()) await button.click();
    const [markdown, csv, json] = await page.evaluate(
      () => (globalThis as unknown as { copied: string[] }).copied,
    );
    expect(markdown).toMatch(/^\| Variant \| Median \| Interval \| Runs .*\n\| --- \|/);
    expect(csv).toMatch(/^"Variant","Median","Interval","Runs"/);
    expect(JSON.parse(json!)[0]).toMatchObject({ Runs: "6" });
    await close();
  });

  it("never scrolls sideways at 360 px, before or after the charts are drawn", async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, close } = await open({ viewport: { width: 360, height: 740 }, javaScriptEnabled });
      if (javaScriptEnabled) await upgradeAll(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(360);
      await close();
    }
  });

  it.each(["light", "dark"] as const)(
    "has nothing serious for axe in %s, its charts not yet drawn",
    async (colorScheme) => {
      const { page, close } = await open({ colorScheme });
      expect(await axe(page)).toEqual([]);
      await close();
    },
  );

  // To draw them all takes longer than what is asserted of it: one page each serves several tests, in their order.
  describe("with its charts drawn, in the dark", () => {
    let opened: Awaited<ReturnType<typeof open>>;

    beforeAll(async () => {
      opened = await open({ colorScheme: "dark" });
      await opened.page.evaluate(() => {
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`refused: ${event.violatedDirective}`),
        );
      });
      await upgradeAll(opened.page);
    });
    afterAll(() => opened?.close());

    it("has every one by Plotly, without a complaint, a refusal by its policy or a request", async () => {
      const { page, complaints, requests } = opened;
      expect(await page.$$(".chart.live .main-svg .traces, .chart.live .main-svg .trace")).not.toHaveLength(
        0,
      );
      expect(await page.locator(".chart.live").count()).toBe(CHART_COUNT);
      expect(await page.locator(".drawing > svg:visible").count()).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
    });

    it("has nothing serious for axe", async () => {
      expect(await axe(opened.page)).toEqual([]);
    });

    it("prints the static charts, on light paper", async () => {
      const { page } = opened;
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".drawing > svg:visible").count()).toBe(CHART_COUNT);
      expect(await page.locator(".interactive:visible").count()).toBe(0);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        "rgb(253, 252, 250)",
      );
    });
  });

  describe("with its charts drawn, in the light", () => {
    let opened: Awaited<ReturnType<typeof open>>;

    beforeAll(async () => {
      opened = await open({ colorScheme: "light" });
      await upgradeAll(opened.page);
    });
    afterAll(() => opened?.close());

    it("has nothing serious for axe", async () => {
      expect(await axe(opened.page)).toEqual([]);
    });

    it("switches the theme, charts included, and remembers it", async () => {
      const { page } = opened;
      const colours = () =>
        page.evaluate(() => [
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector(".chart .ytick text, .chart .infolayer text")!).fill,
        ]);
      const light = await colours();
      await page.click("#theme");
      await page.waitForFunction((before) => {
        const text = document.querySelector(".chart .ytick text, .chart .infolayer text");
        return text !== null && getComputedStyle(text).fill !== before;
      }, light[1]);
      expect((await colours())[0]).not.toBe(light[0]);
      await page.reload();
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    });
  });
});

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}
